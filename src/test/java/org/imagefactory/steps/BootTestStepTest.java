package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.Specs;
import org.imagefactory.tools.Virsh;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BootTestStepTest {

    private static final String PROMPT = "Debian GNU/Linux 13 debian ttyS0\r\n\r\ndebian login: ";
    private static final String RETURN = "{\"return\":{}}";

    @TempDir private Path output;
    @TempDir private Path temporary;
    private final RecordingRunner runner = new RecordingRunner();
    private final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final CleanupStack cleanup = new CleanupStack();
    private final Facts facts = new Facts();
    private final AtomicLong fake = new AtomicLong();
    private LongSupplier clock = System::nanoTime;
    private Workspace workspace;
    private Path image;

    @BeforeEach
    void prepare() throws Exception {
        workspace = new Workspace(new ImageName("debian-13"), LocalDate.of(2026, 11, 22), output);
        Files.createDirectory(workspace.staging());
        image = Files.writeString(workspace.staged(DiskFormat.QCOW2), "an image");
        ChecksumFile.write(
                workspace.stagedChecksum(DiskFormat.QCOW2),
                image,
                FileDigest.sha256(image, done -> {}));
        runner.on(
                "qemu-img create",
                (command, listener) -> {
                    try {
                        Files.createFile(
                                command.workingDirectory().orElseThrow().resolve("overlay.qcow2"));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return RecordingRunner.print().to(command, listener);
                });
        runner.printing("list --all --name", workspace.bootDomainName());
        runner.printing("pool-list --name", workspace.bootDomainName());
    }

    /** In every case: nothing is left, neither on disk nor of threads nor in libvirt. */
    @AfterEach
    void nothingIsLeft() {
        assertThat(temporary).isEmptyDirectory();
        assertThat(workspace.bootFolder()).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("virt-install", "serial-console", "boot-probe");
        if (commands().anyMatch(line -> line.startsWith("virt-install"))) {
            assertThat(commands().toList())
                    .endsWith(
                            "list --all --name",
                            "destroy " + workspace.bootDomainName(),
                            "undefine --nvram " + workspace.bootDomainName(),
                            "pool-list --name",
                            "pool-destroy " + workspace.bootDomainName());
        }
    }

    @Test
    void aLoginPromptIsAProof() throws Exception {
        shows(PROMPT);

        test(BootTest.CONSOLE);

        assertThat(facts.values())
                .containsEntry("boot-test", "passed")
                .containsEntry("boot-proof", "console")
                .containsEntry("boot-screen", "Debian GNU/Linux 13 debian ttyS0\n\ndebian login:")
                .containsEntry("boot-units", "unknown")
                .hasEntrySatisfying("boot-seconds", s -> assertThat(s).matches("[0-9]+\\.[0-9]"));
        assertThat(commands().filter(line -> line.startsWith("qemu-img")))
                .containsExactly(
                        "qemu-img create -q -f qcow2 -F qcow2 -b " + image + " overlay.qcow2");
        assertThat(workspace.bootConsoleLog()).content().contains("debian login: ");
    }

    @Test
    void anAnswerOfTheAgentIsAProof() throws Exception {
        shows("booting\r\n");
        agentAnswers("running", "");

        test(BootTest.AGENT);

        assertThat(facts.values())
                .containsEntry("boot-proof", "agent")
                .containsEntry("boot-units", "none failed");
    }

    @Test
    void anSshBannerIsAProof() throws Exception {
        shows("booting\r\n");
        try (FakeSsh server = new FakeSsh("SSH-2.0-OpenSSH_10.0p2\r\n")) {
            forwards(server.port());

            test(BootTest.SSH);
        }

        assertThat(facts.values()).containsEntry("boot-proof", "ssh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "agent", "ssh"})
    void autoTakesWhatComesFirst(String proof) throws Exception {
        shows(proof.equals("console") ? PROMPT : "booting\r\n");
        if (proof.equals("agent")) {
            agentAnswers("running", "");
        }
        try (FakeSsh server = new FakeSsh(proof.equals("ssh") ? "SSH-2.0-x\n" : "no\n")) {
            forwards(server.port());

            test(BootTest.AUTO);
        }

        assertThat(facts.values()).containsEntry("boot-proof", proof);
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "agent"})
    void anotherProofDoesNotCount(String wanted) {
        hasten(Duration.ofMinutes(2));
        if (wanted.equals("console")) {
            shows("booting\r\n");
            agentAnswers("running", "");
        } else {
            shows(PROMPT);
        }

        assertThatThrownBy(() -> test(BootTest.valueOf(wanted.toUpperCase(Locale.ROOT))))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("did not prove within 3600 s (boot-timeout)");
    }

    @Test
    void failedUnitsAreAFailure() {
        shows("booting\r\n");
        agentAnswers(
                "degraded",
                """
                nginx.service loaded failed failed A web server
                \u001b[31m evil
                srv.mount loaded failed failed /srv
                """);

        assertThatThrownBy(() -> test(BootTest.AGENT))
                .isInstanceOf(ImageCheckException.class)
                .hasMessage("the image boots, but units failed in it: nginx.service, srv.mount");
        assertThat(facts.values()).containsEntry("boot-test", "failed");
    }

    @Test
    void theAgentTellsFailedUnitsAfterAnotherProofToo() {
        shows(PROMPT);
        agentAnswers("degraded", "nginx.service loaded failed failed A web server\n");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("nginx.service");
    }

    @Test
    void anAgentThatMayNotAskIsNoFailure() throws Exception {
        shows("booting\r\n");
        runner.printing("guest-ping", RETURN);
        runner.failing("guest-exec", 1, "error: Command guest-exec has been disabled");

        test(BootTest.AGENT);

        assertThat(facts.values()).containsEntry("boot-units", "unknown");
        assertThat(events)
                .filteredOn(BuildEvent.Note.class::isInstance)
                .extracting(event -> ((BuildEvent.Note) event).text())
                .anyMatch(
                        note ->
                                note.startsWith("failed units cannot be asked for: ")
                                        && note.contains("has been disabled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{\"return\":{\"pid\":\"x y\"}}",
                "{\"return\":{\"pid\":-1}}",
                "[[[[{\"pid\":"
            })
    void anAgentThatTalksNonsenseKnowsNothing(String answer) throws Exception {
        shows("booting\r\n");
        runner.printing("guest-ping", RETURN);
        runner.printing("guest-exec", answer);

        test(BootTest.AGENT);

        assertThat(facts.values()).containsEntry("boot-units", "unknown");
    }

    @Test
    void whatTheConsoleSaysOfUnitsCountsWithoutAnAgent() {
        shows("[FAILED] Failed to start nginx.service - A web server.\r\n" + PROMPT);

        assertThatThrownBy(() -> test(BootTest.CONSOLE))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("units failed in it: nginx.service - A web server.");
    }

    @Test
    void theAgentsWordOnUnitsIsTheLast() throws Exception {
        shows("[FAILED] Failed to start slow.service.\r\nbooting on\r\n");
        agentAnswers("running", "");

        test(BootTest.AGENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[    1.0] Kernel panic - not syncing: VFS: Unable to mount root fs",
                "You are in emergency mode. After logging in, type \"journalctl -xb\"",
                "(initramfs) ",
                "grub rescue> ",
                "No bootable device."
            })
    void aDeadEndFailsAtOnce(String line) {
        shows("before\r\n" + line + "\r\n");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageStartingWith("the image does not boot: ")
                .hasMessageContaining(line.strip().replaceFirst("^\\[.*] ", ""))
                .hasMessageContaining("last lines of the console:\n  before");
    }

    @Test
    void aMachineThatSwitchesItselfOffFails() {
        runner.printing("domstate", "shut off (shutdown)");
        guest(console -> console.write("Power down\r\n"));

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("switched itself off (shut off (shutdown)) before")
                .hasMessageContaining("Power down");
    }

    @Test
    void aProofThatNeverComesFailsInTime() {
        hasten(Duration.ofMinutes(10));
        shows("Booting a kernel without a console\r\n");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("within 3600 s (boot-timeout)")
                .hasMessageContaining("Booting a kernel without a console")
                .extracting(e -> ((BuildException) e).advice().orElseThrow())
                .asString()
                .contains("console=ttyS0", "boot-test=no");
    }

    @Test
    void aFullHostIsTheHostsFault() {
        hasten(Duration.ofMinutes(1));
        runner.printing("domstats", "state.state=3", "state.reason=5");
        shows("");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("could not be written");
    }

    @Test
    void theOverlayCannotBeMade() {
        runner.failing("qemu-img create", 1, "qemu-img: overlay.qcow2: No space left on device");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no space left in");
    }

    @Test
    void theMachineCannotBeStarted() {
        runner.failing("virt-install", 1, "ERROR    Permission denied");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("could not start the machine of the boot test");
    }

    @Test
    void theMachineFailsWhileItRuns() {
        guest(
                console -> {
                    console.write("hello\n");
                    Thread.sleep(600);
                    throw new CommandFailedException(
                            console.command(), 1, List.of("ERROR    Domain has crashed."));
                });

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("Domain has crashed.");
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        guest(
                console -> {
                    running.countDown();
                    forEver();
                });
        Thread build = Thread.currentThread();
        Thread killer =
                new Thread(
                        () -> {
                            try {
                                running.await();
                                build.interrupt();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        });
        killer.start();

        assertThatThrownBy(() -> test(BootTest.AUTO)).isInstanceOf(InterruptedException.class);
        killer.join();
    }

    @Test
    void anImageThatTheTestChangesIsRefused() {
        guest(
                console -> {
                    Files.writeString(image, "another image");
                    console.write(PROMPT);
                    forEver();
                });

        assertThatThrownBy(() -> test(BootTest.CONSOLE))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("was changed while it was tested");
        assertThat(facts.values()).containsEntry("boot-test", "failed");
    }

    @Test
    void theConsoleLogOfAFailureIsKept() {
        shows("grub rescue> ");

        assertThatThrownBy(() -> test(BootTest.AUTO)).isInstanceOf(ImageCheckException.class);
        cleanup.unwind(false, warning -> {});

        assertThat(workspace.publishedBootConsoleLog()).content().isEqualTo("grub rescue> ");
    }

    @Test
    void previewIsTheCommands() throws IOException {
        assertThat(step(BootTest.AUTO).preview())
                .hasSize(3)
                .first()
                .asString()
                .contains("qemu-img create -q -f qcow2 -F qcow2 -b " + image);
        assertThat(runner.lines()).isEmpty();
        Files.createDirectory(workspace.bootFolder());
    }

    /** The guest shows this on its console and goes on running. */
    private void shows(String text) {
        guest(
                console -> {
                    console.write(text);
                    forEver();
                });
    }

    private void guest(FakeGuest.Script script) {
        runner.on("virt-install", new FakeGuest(script));
    }

    private void agentAnswers(String state, String failedUnits) {
        runner.printing("guest-ping", RETURN);
        runner.printing("is-system-running", "{\"return\":{\"pid\":1}}");
        runner.printing("--failed", "{\"return\":{\"pid\":2}}");
        runner.printing("{\"pid\":1}", ended(state.equals("running") ? 0 : 1, state));
        runner.printing("{\"pid\":2}", ended(0, failedUnits));
    }

    private static String ended(int status, String output) {
        return "{\"return\":{\"exitcode\":%d,\"out-data\":\"%s\",\"exited\":true}}"
                .formatted(
                        status,
                        Base64.getEncoder()
                                .encodeToString(output.getBytes(StandardCharsets.UTF_8)));
    }

    private void forwards(int port) {
        runner.printing(
                "info usernet",
                "Hub -1 (hostnet0):",
                "  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ",
                "  TCP[HOST_FORWARD]  33       127.0.0.1 %d       10.0.2.15    22     0     0"
                        .formatted(port));
    }

    private static void forEver() throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(10).toMillis());
    }

    private Stream<String> commands() {
        return runner.lines().stream().map(line -> line.replaceFirst("^virsh --connect \\S+ ", ""));
    }

    private void test(BootTest proof) throws Exception {
        step(proof).run(new StepContext(workspace, cleanup, events::add, facts));
    }

    /** Every look at the clock takes this long from now on. */
    private void hasten(Duration step) {
        clock = () -> fake.addAndGet(step.toNanos());
    }

    private BootTestStep step(BootTest proof) {
        ImageSpec spec = Specs.proving(new BootCheck(proof, Duration.ofHours(1)));
        String connect = "qemu:///session";
        return new BootTestStep(
                spec,
                workspace,
                new BootTester(runner, new Virsh(runner, connect), temporary, clock),
                new Evidence(spec, workspace, runner, connect, Map.of(), System::nanoTime));
    }
}
