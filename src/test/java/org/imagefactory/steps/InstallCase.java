package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Limits;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An installation with a guest that a test plays; nothing may be left of it. */
@Timeout(60)
abstract class InstallCase {

    static final Duration FAR = Duration.ofHours(10);

    @TempDir Path output;
    @TempDir Path temporary;
    final RecordingRunner runner = new RecordingRunner();
    final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());
    final CleanupStack cleanup = new CleanupStack();
    final Facts facts = new Facts();
    private final List<String> warnings = new ArrayList<>();
    Workspace workspace;

    @BeforeEach
    void prepare() throws IOException {
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("debian-13"), LocalDate.of(2026, 11, 22)),
                        output);
        Files.createDirectory(workspace.staging());
        answers("d-i debian-installer/exit/poweroff boolean true\n");
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
                .doesNotContain(
                        "virt-install",
                        "serial-console",
                        "machine-activity",
                        "installer-syslog",
                        "installer-log");
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

    /** Stages what the installer gets. */
    final void answers(String text) throws IOException {
        Files.createDirectories(workspace.answerFolder());
        Files.writeString(
                workspace.answerFile(Specs.spec(new Limits(FAR, FAR)).answerFile().orElseThrow()),
                text);
    }

    final void guest(FakeGuest.Script script) {
        runner.on("virt-install", new FakeGuest(script));
    }

    static void forEver() throws InterruptedException {
        Thread.sleep(Duration.ofMinutes(10).toMillis());
    }

    final void install(Limits limits) throws Exception {
        install(limits, System::nanoTime);
    }

    final void install(Limits limits, LongSupplier clock) throws Exception {
        install(Specs.spec(limits), clock);
    }

    final void install(ImageSpec spec, LongSupplier clock) throws Exception {
        step(spec, temporary, clock).run(context());
    }

    final InstallStep step(ImageSpec spec, Path folder, LongSupplier clock) {
        return new InstallStep(
                spec,
                workspace,
                TestLibvirt.engine(runner, folder),
                new Evidence(spec, workspace, runner, System::nanoTime),
                clock);
    }

    final StepContext context() {
        return new StepContext(workspace, cleanup, events::add, facts);
    }
}
