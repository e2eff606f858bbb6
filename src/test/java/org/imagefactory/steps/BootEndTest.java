package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.spec.BootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a system that has booted has to show yet: its agent, and that it minds the power button. */
class BootEndTest extends BootCase {

    @Test
    void anImageThatHasTheAgentIsAskedHoweverLongTheAgentTakes() throws Exception {
        hasPackages("dpkg", "qemu-guest-agent");
        hasten(Duration.ofSeconds(5)); // longer than an agent that need not be there is waited for
        AtomicInteger pings = new AtomicInteger();
        shows(PROMPT);
        agentAnswers("running", "");
        runner.on(
                "guest-ping",
                (command, listener) ->
                        pings.incrementAndGet() < 4
                                ? RecordingRunner.fail(1, "not connected").to(command, listener)
                                : RecordingRunner.print(RETURN).to(command, listener));

        test(BootTest.CONSOLE);

        assertThat(facts.values()).containsEntry("boot-units", "none failed");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void anAgentThatIsInstalledAndNeverAnswersIsToldOf() throws Exception {
        hasPackages("qemu-guest-agent");
        hasten(Duration.ofMinutes(5));
        runner.failing("guest-ping", 1, "not connected");
        shows(PROMPT);

        test(BootTest.CONSOLE);

        assertThat(facts.values()).containsEntry("boot-units", "unknown");
        assertThat(warnings())
                .containsExactly(
                        "failed units cannot be asked for: no QEMU guest agent answers, although"
                                + " the image has one");
    }

    @ParameterizedTest
    @CsvSource({"AUTO, 1", "CONSOLE, 0"})
    void whoNamesAnotherProofIsNotWarnedOfAnImageWithoutAgent(BootTest proof, int warnings)
            throws Exception {
        hasPackages("dpkg");
        hasten(Duration.ofSeconds(1));
        runner.failing("guest-ping", 1, "not connected");
        shows(PROMPT);

        test(proof);

        assertThat(warnings()).hasSize(warnings);
        assertThat(facts.values()).containsEntry("boot-units", "unknown");
    }

    @Test
    void theButtonIsPressedAndTheTimeTold() throws Exception {
        shows(PROMPT);

        test(BootTest.CONSOLE);

        assertThat(commands()).contains("shutdown --mode acpi " + workspace.bootDomainName());
        assertThat(facts.values())
                .hasEntrySatisfying(
                        "boot-off-seconds", s -> assertThat(s).matches("[0-9]+\\.[0-9]"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONSOLE", "AUTO"})
    void aSystemThatDoesNotMindTheButtonIsNoImage(BootTest proof) {
        hasten(Duration.ofSeconds(6));
        runner.failing("guest-ping", 1, "not connected");
        guest(
                console -> {
                    console.write(PROMPT);
                    forEver();
                });

        assertThatThrownBy(() -> test(proof))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageStartingWith(
                        "the image boots, but was not off 120 s after its power button was pressed")
                .extracting(e -> ((BuildException) e).advice().orElseThrow())
                .asString()
                .contains("systemd-logind", "dbus", "acpid", "‹boot-test›=no");
        assertThat(commands().filter(line -> line.startsWith("shutdown"))).hasSizeGreaterThan(1);
        assertThat(facts.values()).containsEntry("boot-test", "failed");
    }

    @Test
    void whoWantsTheAgentsWordAloneIsWarnedOfIt() throws Exception {
        hasten(Duration.ofSeconds(30));
        agentAnswers("running", "");
        guest(
                console -> {
                    console.write("booting\r\n");
                    forEver();
                });

        test(BootTest.AGENT);

        assertThat(facts.values())
                .containsEntry("boot-test", "passed")
                .doesNotContainKey("boot-off-seconds");
        assertThat(warnings()).singleElement().asString().contains("its power button was pressed");
    }

    @Test
    void aButtonThatCannotBePressedIsTheHostsFault() {
        hasten(Duration.ofSeconds(3));
        guest(
                console -> {
                    console.write(PROMPT);
                    forEver();
                });
        runner.failing("shutdown", 1, "error: operation failed");

        assertThatThrownBy(() -> test(BootTest.CONSOLE))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("cannot press the power button");
    }

    @Test
    void aMachineThatCrashesAtTheButtonIsAFailure() {
        guest(
                console -> {
                    console.write(PROMPT);
                    console.powerButton().await();
                    throw new CommandFailedException(
                            console.command(), 1, List.of("ERROR    Domain has crashed."));
                });

        assertThatThrownBy(() -> test(BootTest.CONSOLE))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("Domain has crashed.");
    }

    @Test
    void whatAStarvedHostKeepsFromTheGuestDoesNotCount() throws Exception {
        runner.printing("domstats", "state.state=1", "vcpu.0.delay=3600000000000");
        guest(
                console -> {
                    Thread.sleep(2000); // twice the limit, of which a quarter counts
                    console.write(PROMPT);
                    forEver();
                });
        runner.interrupting("shutdown");

        assertThatThrownBy(() -> test(BootTest.CONSOLE, Duration.ofSeconds(1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(commands()).contains("shutdown --mode acpi " + workspace.bootDomainName());
    }

    @Test
    void anEngineThatHangsDoesNotHoldTheLimitBack() {
        runner.on(
                "domstats",
                (command, listener) -> {
                    forEver();
                    throw new AssertionError();
                });
        hasten(Duration.ofMinutes(10));
        guest(console -> forEver());

        assertThatThrownBy(() -> test(BootTest.CONSOLE))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("did not prove within 3600 s");
    }
}
