package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.spec.BootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the boot test ends without a proof, and what it leaves. */
class BootTestStepTest extends BootCase {

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
    void anEmulatorThatIsKilledIsNotTakenForTheImage() {
        runner.printing("domstate", "shut off (crashed)");
        guest(console -> console.write("Booting\r\n"));

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageStartingWith(
                        "the boot test's machine crashed (shut off (crashed)) before")
                .satisfies(
                        e ->
                                assertThat(((ImageCheckException) e).advice().orElse(""))
                                        .contains("QEMU's own log"));
    }

    @Test
    void aProofThatNeverComesFailsInTime() {
        hasten(Duration.ofMinutes(10));
        shows("Booting a kernel without a console\r\n");

        assertThatThrownBy(() -> test(BootTest.AUTO))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("within 3600 s (‹boot-limit›)")
                .hasMessageContaining("Booting a kernel without a console")
                .extracting(e -> ((BuildException) e).advice().orElseThrow())
                .asString()
                .contains("console=ttyS0", "‹boot-test›=no");
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
                    console.powerButton().await();
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
}
