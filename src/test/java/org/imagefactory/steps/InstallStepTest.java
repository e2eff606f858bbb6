package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.Test;

class InstallStepTest extends InstallCase {

    @Test
    void returnsWhenTheMachineIsOff() throws Exception {
        guest(
                console -> {
                    console.write("Partitioning disks  ... 10%... 50%\r\n");
                    console.write("image-factory: installation finished\r\n");
                });

        install(Specs.anHour());

        assertThat(workspace.consoleLog())
                .content()
                .isEqualToNormalizingNewlines(
                        """
                        Partitioning disks  ... 10%... 50%
                        image-factory: installation finished
                        """);
        assertThat(events)
                .contains(
                        new BuildEvent.Progress("Partitioning disks", OptionalInt.of(50)),
                        new BuildEvent.GuestLine("image-factory: installation finished"));
    }

    @Test
    void removesWhatAKilledRunLeft() throws Exception {
        Path folder = temporary.resolve("image-factory-" + workspace.key() + "-17");
        Files.createDirectory(folder);
        Files.createFile(folder.resolve("console"));
        runner.once("list --all --name", RecordingRunner.print(workspace.domainName()));
        guest(console -> console.write("hello\n"));

        install(Specs.anHour());

        assertThat(folder).doesNotExist();
        assertThat(runner.lines())
                .extracting(line -> line.replaceFirst("virsh --connect \\S+ ", ""))
                .startsWith(
                        "list --all --name",
                        "destroy " + workspace.domainName(),
                        "undefine --nvram " + workspace.domainName(),
                        "pool-list --name",
                        "pool-create-as %s dir --target %s"
                                .formatted(workspace.domainName(), workspace.staging()));
    }

    @Test
    void aMachineThatWasStoppedFromOutsideIsAFailure() {
        runner.printing("domstate", "shut off (destroyed)");
        guest(console -> console.write("hello\n"));

        assertThatThrownBy(() -> install(Specs.anHour()))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("shut off (destroyed)");
    }

    @Test
    void aCrashIsAFailure() {
        runner.printing("domstate", "shut off (crashed)");
        guest(console -> console.write("hello\n"));

        assertThatThrownBy(() -> install(Specs.anHour()))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("crashed");
    }

    @Test
    void virtInstallIsMissing() {
        runner.missing("virt-install");

        assertThatThrownBy(() -> install(Specs.anHour()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("virt-install");
    }

    @Test
    void virtInstallCannotStartTheMachine() {
        runner.failing(
                "virt-install",
                1,
                "WARNING  /x/linux may not be accessible by the hypervisor.",
                "Starting install...",
                "ERROR    internal error: Could not open '/x/linux': Permission denied",
                "Domain installation does not appear to have been successful.",
                "If it was, you can restart your domain by running:",
                "  virsh --connect qemu:///system start mini",
                "otherwise, please restart your installation.");

        assertThatThrownBy(() -> install(Specs.anHour()))
                .isInstanceOf(HostException.class)
                .hasMessage(
                        "virt-install could not start the machine: internal error: Could not open"
                                + " '/x/linux': Permission denied")
                .extracting(e -> ((BuildException) e).advice().orElseThrow())
                .asString()
                .contains("qemu:///session");
        assertThat(events)
                .contains(
                        new BuildEvent.Warning(
                                "virt-install: /x/linux may not be accessible by the hypervisor."));
    }

    @Test
    void virtInstallFailsWhileTheGuestRuns() {
        guest(
                console -> {
                    console.write("hello\n");
                    Thread.sleep(300);
                    throw new CommandFailedException(
                            console.command(), 1, List.of("ERROR    Domain has crashed."));
                });

        assertThatThrownBy(() -> install(Specs.anHour()))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("Domain has crashed.")
                .hasMessageContaining("hello");
    }

    @Test
    void aMachineThatFailsToStartClosesItsConsole() {
        guest(
                console -> {
                    console.channel().close();
                    Thread.sleep(600);
                    throw new CommandFailedException(
                            console.command(), 1, List.of("ERROR    Permission denied"));
                });

        assertThatThrownBy(() -> install(Specs.anHour()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("could not start the machine: Permission denied");
    }

    @Test
    void libvirtIsNotThere() {
        runner.once(
                "list --all --name",
                RecordingRunner.fail(1, "error: failed to connect to the hypervisor"));

        assertThatThrownBy(() -> install(Specs.anHour()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("failed to connect to the hypervisor");
    }

    @Test
    void anInterruptEndsVirtInstall() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        guest(
                console -> {
                    running.countDown();
                    try {
                        forEver();
                    } finally {
                        ended.countDown();
                    }
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

        assertThatThrownBy(() -> install(Specs.anHour())).isInstanceOf(InterruptedException.class);
        ended.await();
        killer.join();
    }

    @Test
    void worksTwiceInOneProcess() throws Exception {
        guest(console -> console.write("hello\n"));

        install(Specs.anHour());
        install(Specs.anHour());

        assertThat(runner.lines()).filteredOn(line -> line.startsWith("virt-install")).hasSize(2);
    }

    @Test
    void aLongTemporaryFolderIsRefused() throws IOException {
        Path deep = Files.createDirectories(temporary.resolve("d".repeat(100)));

        assertThatThrownBy(
                        () ->
                                step(Specs.spec(Specs.anHour()), deep, System::nanoTime)
                                        .run(context()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("too long");
        assertThat(deep).isEmptyDirectory();
        Files.delete(deep);
    }

    @Test
    void previewIsTheCommand() {
        assertThat(step(Specs.spec(Specs.anHour()), temporary, System::nanoTime).preview())
                .singleElement()
                .asString()
                .startsWith("virt-install --connect qemu:///session --virt-type ");
        assertThat(runner.lines()).isEmpty();
    }
}
