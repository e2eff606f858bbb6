package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.error.TimeLimitException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Limits;
import org.imagefactory.tools.Specs;
import org.imagefactory.tools.Virsh;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class InstallStepTest {

    private static final Duration FAR = Duration.ofHours(10);

    @TempDir private Path output;
    @TempDir private Path temporary;
    private final RecordingRunner runner = new RecordingRunner();
    private final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final CleanupStack cleanup = new CleanupStack();
    private final List<String> warnings = new ArrayList<>();
    private Workspace workspace;

    @BeforeEach
    void prepare() throws IOException {
        workspace = new Workspace(new ImageName("debian-13"), LocalDate.of(2026, 11, 22), output);
        Files.createDirectory(workspace.staging());
        runner.printing("domstate", "shut off (shutdown)");
    }

    /** In every case: nothing is left, neither on disk nor of threads nor in libvirt. */
    @AfterEach
    void nothingIsLeft() {
        runner.printing("list --all --name", workspace.domainName());
        runner.printing("pool-list --name", workspace.domainName());
        cleanup.unwind(false, warnings::add);

        assertThat(warnings).isEmpty();
        assertThat(temporary).isEmptyDirectory();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("virt-install", "serial-console");
        if (runner.lines().stream().anyMatch(line -> line.startsWith("virt-install"))) {
            assertThat(runner.lines().subList(runner.lines().size() - 5, runner.lines().size()))
                    .extracting(line -> line.replaceFirst("virsh --connect \\S+ ", ""))
                    .containsExactly(
                            "list --all --name",
                            "destroy " + workspace.domainName(),
                            "undefine --nvram " + workspace.domainName(),
                            "pool-list --name",
                            "pool-destroy " + workspace.domainName());
        }
    }

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
    void endsASilentInstallation() {
        guest(
                console -> {
                    console.write("\u001b[31mDownload failed\u001b[0m\r\nPrompt: default=1> ");
                    forEver();
                });

        assertThatThrownBy(() -> install(new Limits(FAR, Duration.ofMillis(800))))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("inactivity-timeout")
                .hasMessageEndingWith("  Download failed\n  Prompt: default=1>");
    }

    @Test
    void aRedrawnClockDoesNotKeepItAlive() {
        guest(
                console -> {
                    for (int i = 0; ; i++) {
                        console.write(
                                "\u001b[H[ (1*installer) ][ Nov 22 22:%02d ]".formatted(i % 60));
                        Thread.sleep(20);
                    }
                });

        assertThatThrownBy(() -> install(new Limits(FAR, Duration.ofMillis(800))))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("inactivity-timeout");
    }

    @Test
    void endsABusyInstallationThatTakesTooLong() {
        guest(
                console -> {
                    for (int i = 0; ; i++) {
                        console.write("x" + "abcdefghij".charAt(i % 10) + "y\n");
                        Thread.sleep(20);
                    }
                });

        assertThatThrownBy(() -> install(new Limits(Duration.ofMillis(800), FAR)))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("install-timeout");
    }

    @Test
    void aWorkingDiskKeepsASilentInstallationAlive() throws Exception {
        AtomicLong clock = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        runner.on(
                "domstats",
                (command, listener) ->
                        RecordingRunner.print(
                                        "state.state=1", "block.0.wr.bytes=" + bytes.addAndGet(512))
                                .to(command, listener));
        CountDownLatch off = new CountDownLatch(1);
        guest(console -> off.await());

        Duration step = Duration.ofMinutes(5);
        install(
                new Limits(FAR, Duration.ofMinutes(9)),
                () -> {
                    if (bytes.get() >= 512 * 8) {
                        off.countDown();
                    }
                    return clock.addAndGet(step.toNanos());
                });

        assertThat(bytes.get()).isGreaterThanOrEqualTo(512 * 8);
    }

    @Test
    void aFewPacketsAreNoTraffic() {
        AtomicLong clock = new AtomicLong();
        AtomicLong packets = new AtomicLong();
        runner.on(
                "x-query-virtio-queue-status",
                (command, listener) ->
                        RecordingRunner.print("\"used-idx\":" + packets.incrementAndGet())
                                .to(command, listener));
        guest(console -> forEver());

        Duration step = Duration.ofMinutes(1);
        assertThatThrownBy(
                        () ->
                                install(
                                        new Limits(FAR, Duration.ofMinutes(9)),
                                        () -> clock.addAndGet(step.toNanos())))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("inactivity-timeout");
    }

    @Test
    void aFullHostIsTheHostsFault() {
        AtomicLong clock = new AtomicLong();
        runner.printing("domstats", "state.state=3", "state.reason=5");
        guest(console -> forEver());

        assertThatThrownBy(
                        () ->
                                install(
                                        new Limits(FAR, FAR),
                                        () -> clock.addAndGet(Duration.ofMinutes(1).toNanos())))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("could not be written");
    }

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
    void aPanicBeforeTheMachineRebootsIsSeenToo() {
        guest(console -> console.write("[ 1.0] Kernel panic - not syncing: no init\r\n"));

        assertThatThrownBy(() -> install(new Limits(FAR, FAR)))
                .isInstanceOf(InstallationException.class)
                .hasMessageContaining("Kernel panic");
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
    void theConsoleNeverAppears() {
        runner.on(
                "virt-install",
                (command, listener) -> {
                    forEver();
                    throw new AssertionError();
                });

        assertThatThrownBy(() -> install(new Limits(FAR, Duration.ofMillis(500))))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("showed nothing on the serial console");
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

        assertThatThrownBy(() -> step(Specs.anHour(), deep, System::nanoTime).run(context()))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("too long");
        assertThat(deep).isEmptyDirectory();
        Files.delete(deep);
    }

    @Test
    void previewIsTheCommand() {
        assertThat(step(Specs.anHour(), temporary, System::nanoTime).preview())
                .singleElement()
                .asString()
                .startsWith("virt-install --connect qemu:///session --name ");
        assertThat(runner.lines()).isEmpty();
    }

    private void guest(FakeGuest.Script script) {
        runner.on("virt-install", new FakeGuest(script));
    }

    private static void forEver() throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(10).toMillis());
    }

    private void install(Limits limits) throws Exception {
        install(limits, System::nanoTime);
    }

    private void install(Limits limits, java.util.function.LongSupplier clock) throws Exception {
        step(limits, temporary, clock).run(context());
    }

    private InstallStep step(Limits limits, Path folder, java.util.function.LongSupplier clock) {
        String connect = "qemu:///session";
        ImageSpec spec = Specs.spec(limits);
        return new InstallStep(
                spec,
                workspace,
                runner,
                new Virsh(runner, connect),
                new Evidence(spec, workspace, runner, connect, Map.of(), System::nanoTime),
                folder,
                clock);
    }

    private StepContext context() {
        return new StepContext(workspace, cleanup, events::add, new Facts());
    }
}
