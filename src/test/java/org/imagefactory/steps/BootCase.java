package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.manifest.PackageLine;
import org.imagefactory.manifest.PackageListFile;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image that is staged, and a machine that boots it: what the tests of the boot test share. */
@Timeout(60)
abstract class BootCase {

    static final String PROMPT = "Debian GNU/Linux 13 debian ttyS0\r\n\r\ndebian login: ";
    static final String RETURN = "{\"return\":{}}";

    @TempDir private Path output;
    @TempDir private Path temporary;
    final RecordingRunner runner = new RecordingRunner();
    final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());
    final CleanupStack cleanup = new CleanupStack();
    final Facts facts = new Facts();
    private final AtomicLong fake = new AtomicLong();
    private LongSupplier clock = System::nanoTime;
    Workspace workspace;
    Path image;

    @BeforeEach
    void prepare() throws Exception {
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                        output);
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
                .doesNotContain("virt-install", "serial-console", "boot-probe", "machine-activity");
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

    /** The guest shows this on its console and runs until its power button is pressed. */
    void shows(String text) {
        FakeGuest.shows(runner, text);
    }

    void guest(FakeGuest.Script script) {
        FakeGuest.on(runner, script);
    }

    void agentAnswers(String state, String failedUnits) {
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

    void forwards(int port) {
        runner.printing(
                "info usernet",
                "Hub -1 (hostnet0):",
                "  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ",
                "  TCP[HOST_FORWARD]  33       127.0.0.1 %d       10.0.2.15    22     0     0"
                        .formatted(port));
    }

    static void forEver() throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(10).toMillis());
    }

    Stream<String> commands() {
        return runner.lines().stream().map(line -> line.replaceFirst("^virsh --connect \\S+ ", ""));
    }

    /** The image has these packages. */
    void hasPackages(String... names) throws IOException {
        PackageListFile.write(
                workspace.document(DocumentKind.PACKAGES),
                Stream.of(names).map(name -> new PackageLine(name, "1", "all")).toList());
    }

    List<String> warnings() {
        return events.stream()
                .filter(BuildEvent.Warning.class::isInstance)
                .map(event -> ((BuildEvent.Warning) event).text())
                .toList();
    }

    void test(BootTest proof) throws Exception {
        test(proof, Duration.ofHours(1));
    }

    void test(BootTest proof, Duration limit) throws Exception {
        step(proof, limit).run(new StepContext(workspace, cleanup, events::add, facts));
    }

    /** Every look at the clock takes this long from now on. */
    void hasten(Duration step) {
        clock = () -> fake.addAndGet(step.toNanos());
    }

    BootTestStep step(BootTest proof) {
        return step(proof, Duration.ofHours(1));
    }

    private BootTestStep step(BootTest proof, Duration limit) {
        ImageSpec spec = Specs.proving(new BootCheck(proof, limit));
        return new BootTestStep(
                spec,
                workspace,
                new BootTester(TestLibvirt.engine(runner, temporary), clock),
                new Evidence(spec, workspace, runner, System::nanoTime));
    }
}
