package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.Limits;
import org.imagefactory.spec.OnQuestion;
import org.imagefactory.spec.SuccessMarker;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guest says about itself: failures, questions, that it finished. */
class InstallWordsTest extends InstallCase {

    private static final String MARKER = "image-factory: installation finished\r\n";
    private static final Pattern NONCE = Pattern.compile("image_factory_nonce=([0-9a-f]{16})\\b");
    private static final String CLOCK =
            "\u001b[H[   (1*installer)  2 shell  4- log   ][ Nov 22 22:%02d ]\u001b[14;34H";
    private static final Duration LONGER_THAN_A_FAILURE_TAKES = Duration.ofSeconds(61);
    private static final String QUESTION =
            String.join(
                    "\r\n",
                    "\u001b[H\u001b[J",
                    "[!!] Partition disks",
                    "--------------------",
                    "",
                    "Write the changes to disks?",
                    "  1: Yes  2: No [*]",
                    "",
                    "Prompt: '?' for help, default=2> ");

    private final AtomicLong clock = new AtomicLong();

    @Test
    void aKernelPanicEndsItAtOnce() {
        guest(
                console -> {
                    console.write("[ 1.0] Kernel panic - not syncing: no init\r\n");
                    forEver();
                });

        assertThatThrownBy(() -> install(new Limits(FAR, FAR)))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("Kernel panic - not syncing: no init");
    }

    @Test
    void whatTheInstallersLogSaysOfAFailureIsTold() {
        guest(
                console -> {
                    log(console, "<30>Nov 30 03:00:00 debootstrap: E: Couldn't download dpkg");
                    Thread.sleep(1000);
                    console.write("image-factory: installation failed: no base\r\n");
                    forEver();
                });

        assertThatThrownBy(() -> install(new Limits(FAR, FAR)))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("no base")
                .hasMessageContaining(
                        "the installer's log says:\n  debootstrap: E: Couldn't download dpkg");
        assertThat(workspace.installerLog()).content().contains("Couldn't download dpkg\n");
        assertThat(events)
                .contains(
                        new BuildEvent.InstallerLine(
                                "Nov 30 03:00:00 debootstrap: E: Couldn't download dpkg"));
    }

    /** What debian-installer's syslogd does with its messages. */
    private static void log(FakeGuest.Console console, String message) throws IOException {
        Matcher port = Pattern.compile("log_port=([0-9]+) ").matcher(console.command().toString());
        assertThat(port.find()).isTrue();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                    new DatagramPacket(
                            bytes,
                            bytes.length,
                            InetAddress.getLoopbackAddress(),
                            Integer.parseInt(port.group(1))));
        }
    }

    @Test
    void aPanicBeforeTheMachineRebootsIsSeenToo() {
        guest(console -> console.write("[ 1.0] Kernel panic - not syncing: no init\r\n"));

        assertThatThrownBy(() -> install(new Limits(FAR, FAR)))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("Kernel panic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Out of memory: Killed process 412 (apt-get)",
                "image-factory: installation failed: late command ended with status 1",
                "[!!] Downloading a file failed:",
                "An error occurred. Press enter to start a shell"
            })
    void aFailureEndsItWithItsReason(String line) {
        guest(
                console -> {
                    console.write("Installing the base system  ... 10%\r\n" + line + "\r\n");
                    console.write("the reason\r\n");
                    forEver();
                });

        assertThatThrownBy(() -> install(OnQuestion.FAIL, SuccessMarker.NONE))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining(line.replaceFirst("^.*installation failed: |^\\[!!\\] ", ""))
                .hasMessageContaining("the reason")
                .extracting(e -> ((BuildException) e).advice())
                .asString()
                .isNotBlank();
    }

    @Test
    void aFailureMarkerCountsThoughTheMachineSwitchesItselfOff() {
        guest(console -> console.write("image-factory: installation failed: no space\r\n"));

        assertThatThrownBy(() -> install(OnQuestion.WAIT, SuccessMarker.NONE))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("no space");
    }

    @Test
    void aQuestionEndsItWithinAMinute() {
        guest(
                console -> {
                    console.write(QUESTION);
                    for (int minute = 2; ; minute++) {
                        console.write(CLOCK.formatted(minute % 60));
                        Thread.sleep(100);
                    }
                });

        assertThatThrownBy(() -> install(OnQuestion.FAIL, SuccessMarker.NONE))
                .isInstanceOf(InstallationException.class)
                .hasMessageStartingWith("debian-installer waits for an answer:\n  [!!] Partition")
                .hasMessageContaining("Write the changes to disks?")
                .extracting(e -> ((BuildException) e).advice().orElseThrow())
                .asString()
                .startsWith("preseed partman/confirm");
        assertThat(clock.get()).isLessThan(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void aShellOfAnIdleSystemEndsItWithinAMinute() {
        guest(
                console -> {
                    console.write("Welcome to the rescue system\r\n~ # ");
                    forEver();
                });

        assertThatThrownBy(() -> install(OnQuestion.FAIL, SuccessMarker.NONE))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("~ #");
        assertThat(clock.get()).isLessThan(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void aQuestionMayWaitForAPerson() throws Exception {
        guest(
                console -> {
                    console.write("Downloading a file failed:\r\n" + QUESTION);
                    while (clock.get() < LONGER_THAN_A_FAILURE_TAKES.toNanos()) {
                        Thread.sleep(20);
                    }
                    console.write("1\r\nFinishing  ... 10%\r\n" + MARKER);
                });

        install(OnQuestion.WAIT, SuccessMarker.REQUIRED);

        assertThat(eventsOf(BuildEvent.Warning.class))
                .singleElement()
                .asString()
                .contains("Write the changes to disks?");
    }

    @Test
    void theMarkerProvesTheEnd() throws Exception {
        guest(console -> console.write("Finishing  ... 10%\r\n" + MARKER));

        install(OnQuestion.FAIL, SuccessMarker.REQUIRED);

        assertThat(facts.values()).containsEntry("success-marker", "seen");
        assertThat(eventsOf(BuildEvent.Note.class))
                .contains(new BuildEvent.Note("the guest says that the installation is finished"));
        assertThat(eventsOf(BuildEvent.Warning.class)).isEmpty();
    }

    @Test
    void aMissingMarkerIsAFailureWhereItIsRequired() {
        guest(console -> console.write("echo \"" + MARKER.strip() + "\"\r\n"));

        assertThatThrownBy(() -> install(OnQuestion.FAIL, SuccessMarker.REQUIRED))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("without the line \"image-factory: installation finished\"")
                .hasMessageContaining("last lines of the console:\n  echo");
        assertThat(facts.values()).containsEntry("success-marker", "missing");
    }

    @Test
    void aGuestThatLooksForANonceRepeatsIt() throws Exception {
        answers("grep image_factory_nonce= /proc/cmdline\n");
        guest(
                console -> {
                    Matcher nonce = NONCE.matcher(console.command().toString());
                    assertThat(nonce.find()).isTrue();
                    console.write(MARKER.replace(":", " " + nonce.group(1) + ":"));
                });

        install(OnQuestion.FAIL, SuccessMarker.REQUIRED);

        assertThat(facts.values()).containsEntry("success-marker", "seen");
    }

    @Test
    void withoutItsNonceTheMarkerIsATextThatSomethingShows() throws Exception {
        answers("grep image_factory_nonce= /proc/cmdline\n");
        guest(console -> console.write("Finishing  ... 10%\r\n" + MARKER));

        assertThatThrownBy(() -> install(OnQuestion.FAIL, SuccessMarker.REQUIRED))
                .isInstanceOf(InstallationException.class);
    }

    @Test
    void aMissingMarkerIsAWarningWhereItIsOptional() throws Exception {
        guest(console -> console.write("hello\r\n"));

        install(OnQuestion.FAIL, SuccessMarker.OPTIONAL);

        assertThat(eventsOf(BuildEvent.Warning.class))
                .singleElement()
                .asString()
                .contains("‹success-marker›");
        assertThat(facts.values()).containsEntry("success-marker", "missing");
    }

    @Test
    void aMissingMarkerIsNothingWhereNobodyAsksForIt() throws Exception {
        guest(console -> console.write("hello\r\n"));

        install(OnQuestion.FAIL, SuccessMarker.NONE);

        assertThat(eventsOf(BuildEvent.Warning.class)).isEmpty();
        assertThat(facts.values()).containsEntry("success-marker", "missing");
    }

    @Test
    void anInterruptEndsTheWaitForAnAnswer() throws Exception {
        guest(
                console -> {
                    console.write(QUESTION);
                    forEver();
                });
        Thread build = Thread.currentThread();
        Thread killer =
                new Thread(
                        () -> {
                            while (eventsOf(BuildEvent.Warning.class).isEmpty()) {
                                Thread.onSpinWait();
                            }
                            build.interrupt();
                        });
        killer.start();

        assertThatThrownBy(() -> install(OnQuestion.WAIT, SuccessMarker.NONE))
                .isInstanceOf(InterruptedException.class);
        killer.join();
    }

    /** Time passes once the guest has said something: three seconds each time it is asked. */
    private void install(OnQuestion onQuestion, SuccessMarker marker) throws Exception {
        install(
                Specs.spec(new Limits(FAR, FAR), marker, onQuestion),
                () ->
                        eventsOf(BuildEvent.GuestLine.class).isEmpty()
                                ? clock.get()
                                : clock.addAndGet(Duration.ofSeconds(3).toNanos()));
    }

    private List<BuildEvent> eventsOf(Class<? extends BuildEvent> type) {
        synchronized (events) {
            return events.stream().filter(type::isInstance).toList();
        }
    }
}
