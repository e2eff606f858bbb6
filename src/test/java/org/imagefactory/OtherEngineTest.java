package org.imagefactory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SpecReader;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.history.DayNames;
import org.imagefactory.machine.BootTestMachine;
import org.imagefactory.machine.CustomisationMachine;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.machine.MachineDefinition;
import org.imagefactory.machine.MemoryEngine;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.StepResult;
import org.imagefactory.spec.Customisation;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.EngineSettings;
import org.imagefactory.spec.GuestCommand;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.steps.Planner;
import org.imagefactory.tools.TestRunner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds on an engine that is no hypervisor: what is done with machines does not depend on what
 * runs them. The tools that work on disks are real.
 */
@Timeout(60)
class OtherEngineTest {

    private static final long SIZE = 64L * DiskImages.MIB;
    private static final String FINISHED = "image-factory: installation finished\r\n";

    @TempDir private static Path prepared;
    @TempDir private Path output;
    private final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());

    /** The disk that the guest installs, and what it is installed from. */
    @BeforeAll
    static void prepareDisk() throws Exception {
        Path content = Files.createDirectory(prepared.resolve("content"));
        file(content, "etc/os-release", "ID=debian\nVERSION_ID=13\n");
        file(content, "etc/machine-id", "");
        file(content, "etc/inittab", "::sysinit:/etc/init.d/rcS\n");
        file(content, "boot/vmlinuz-6", "kernel");
        file(
                content,
                "var/lib/dpkg/status",
                "Package: base\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n");
        Path disk = DiskImages.empty(prepared.resolve("disk"), SIZE);
        DiskImages.partition(disk, "label: dos\nstart=2048, type=83, bootable\n");
        DiskImages.mkfs(disk, "ext4", DiskImages.MIB, SIZE - DiskImages.MIB, content);
        file(prepared, "linux", "MZ\0\0kernel");
        file(prepared, "initrd", "070701");
        file(prepared, "d-i.cfg", "d-i debian-installer/locale string C\n");
    }

    private static void file(Path folder, String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A system that says that it does what it is asked for, by the nonce of the second disk. */
    private static void customise(CustomisationMachine machine, MemoryEngine.Console console)
            throws Exception {
        String script =
                Files.readString(machine.payload().orElseThrow(), StandardCharsets.ISO_8859_1);
        String nonce = script.split(" ", 3)[1];
        console.write(word(nonce, "hello"));
        long items = script.lines().filter(line -> line.startsWith("item ")).count();
        for (int item = 0; item < items; item++) {
            console.write(word(nonce, "begin " + item));
            console.write("done so far: " + item + "\r\n");
            console.write(word(nonce, "end " + item + " 0"));
        }
        String target = machine.disk() + "?offset=" + DiskImages.MIB;
        DiskImages.run(
                List.of("debugfs", "-w", "-R", "rm /etc/rc.local", target), Path.of("/dev/null"));
        console.write(word(nonce, "done"));
    }

    private static String word(String nonce, String word) {
        return "\030\r\n%s %s\r\n".formatted(nonce, word);
    }

    private static void guest(MachineDefinition definition, MemoryEngine.Console console)
            throws Exception {
        if (definition instanceof InstallationMachine machine) {
            console.write("Installing ... 50%\r\n" + FINISHED);
            DiskImages.run(
                    List.of(
                            "cp",
                            "--sparse=always",
                            prepared.resolve("disk").toString(),
                            machine.disk().toString()),
                    Path.of("/dev/null"));
        } else if (definition instanceof CustomisationMachine machine) {
            customise(machine, console);
        } else if (definition instanceof BootTestMachine) {
            console.write("Debian GNU/Linux 13 mini ttyS0\r\n\r\nmini login: ");
            Thread.sleep(60_000);
        }
    }

    @Test
    void theWholeChain() throws Exception {
        MemoryEngine engine = new MemoryEngine(OtherEngineTest::guest);

        BuildReport report = build(engine);

        assertThat(report.outcome().message()).isEmpty();
        assertThat(report.steps())
                .extracting(StepResult::name)
                .startsWith("create-disk")
                .contains("install", "check-disk", "list-packages", "convert", "boot-test")
                .endsWith("publish");
        assertThat(report.values())
                .containsEntry("virt-type", "imagination")
                .containsEntry("success-marker", "seen")
                .containsEntry("boot-test", "passed")
                .containsEntry("boot-units", "none failed")
                .containsEntry("packages", "1");
        assertThat(engine.history())
                .extracting(line -> line.replaceFirst("image-factory-mini-[0-9a-f]{8}", "it"))
                .containsExactly(
                        "acquired it",
                        "started it",
                        "fetched the disk of it",
                        "acquired it-boot",
                        "started it-boot",
                        "pressed the power button of it-boot");
        assertThat(engine.machines()).isEmpty();
        assertThat(names()).anyMatch(name -> name.endsWith(".qcow2")).noneMatch(this::isHidden);
    }

    private ImageSpec customised() throws Exception {
        ImageSpec spec = spec();
        GuestCommand command =
                new GuestCommand(
                        "x", new GuestContent.Text("true"), "t:1", GuestCommand.USUAL_LIMIT);
        return spec.with(
                spec.system()
                        .with(
                                new Customisation(
                                        List.of(),
                                        List.of(),
                                        List.of("vim"),
                                        List.of(),
                                        List.of(command),
                                        Optional.of(command),
                                        Customisation.USUAL_LIMIT)));
    }

    @Test
    void theSystemCustomisesItselfWhereThereIsNoPort() throws Exception {
        MemoryEngine engine = new MemoryEngine(OtherEngineTest::guest);

        BuildReport report = build(engine, customised());

        assertThat(report.outcome().message()).isEmpty();
        assertThat(report.steps())
                .extracting(StepResult::name)
                .containsSubsequence("install", "check-disk", "customise", "lint", "boot-test");
        assertThat(report.values())
                .containsEntry("customisation", "0 repositories, 1 packages, 0 files, 2 commands");
        assertThat(report.inputs()).extracting(FileFact::name).contains("command 'x' (t:1)");
        assertThat(events)
                .contains(new BuildEvent.Output("command 'x'", "done so far: 1"))
                .contains(
                        new BuildEvent.Progress(
                                "customising: clean-up of the system", OptionalInt.of(75)));
        Path facts =
                output.resolve(
                        names().stream()
                                .filter(name -> name.endsWith(".package-facts"))
                                .findFirst()
                                .orElseThrow());
        assertThat(facts).hasContent("done so far: 2");
        assertThat(engine.machines()).isEmpty();
        assertThat(names()).noneMatch(this::isHidden);
    }

    @Test
    void aSystemThatOnlyStartsHasNotCustomisedItself() throws Exception {
        MemoryEngine engine =
                new MemoryEngine(
                        (definition, console) -> {
                            if (definition instanceof CustomisationMachine) {
                                console.write("a line\r\n");
                            } else {
                                guest(definition, console);
                            }
                        });

        BuildReport report = build(engine, customised());

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.INSTALLATION);
        assertThat(report.outcome().message())
                .startsWith("the machine switched itself off (off) before the customisation was")
                .contains("last lines of the console:", "a line");
        assertThat(engine.machines()).isEmpty();
    }

    @Test
    void aFailureIsToldWithWhatTheEngineKnows() throws Exception {
        MemoryEngine engine =
                new MemoryEngine(
                        (definition, console) -> {
                            console.write("image-factory: installation failed: no way\r\n");
                            Thread.sleep(60_000);
                        });

        BuildReport report = build(engine);

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.INSTALLATION);
        assertThat(report.outcome().message()).contains("no way");
        assertThat(engine.machines()).isEmpty();
        Path bundle =
                output.resolve(
                        names().stream().filter(n -> n.endsWith(".tar.gz")).findFirst().get());
        assertThat(DiskImages.run(List.of("tar", "-tzf", bundle.toString()), Path.of("/dev/null")))
                .contains("/memory.txt", "/console.log");
    }

    @Test
    void aMachineThatGetsLostIsAFailure() throws Exception {
        MemoryEngine engine =
                new MemoryEngine(
                        (definition, console) -> {
                            throw new IllegalStateException("it slipped my mind");
                        });

        BuildReport report = build(engine);

        assertThat(report.outcome().status()).isEqualTo(ExitStatus.INSTALLATION);
        assertThat(report.outcome().message())
                .startsWith("the installation failed: it slipped my mind");
        assertThat(engine.machines()).isEmpty();
    }

    /** Nothing but the tools for disks runs: the machines are no processes. */
    @Test
    void onlyDiskToolsAreProcesses() throws Exception {
        TestRunner runner = new TestRunner();
        MemoryEngine engine = new MemoryEngine(OtherEngineTest::guest);
        ImageSpec spec = spec();
        Workspace workspace =
                new Workspace(DayNames.of(spec.name(), LocalDate.of(2026, 11, 22)), output);
        Files.createDirectory(workspace.staging());
        CleanupStack cleanup = new CleanupStack();
        StepContext context = new StepContext(workspace, cleanup, events::add, new Facts());

        for (Step step :
                new Planner(
                                runner,
                                engine,
                                FormMaker.NONE,
                                Map.of(),
                                "image-factory 2",
                                new DayNames(Clock.systemUTC()),
                                Clock.systemUTC())
                        .plan(spec, Description.NONE, workspace)) {
            step.run(context);
        }
        cleanup.unwind(true, text -> {});

        assertThat(runner.commands())
                .extracting(command -> command.split(" ", 2)[0])
                .isNotEmpty()
                .isSubsetOf("qemu-img", "debugfs", "e2fsck", "dumpe2fs");
        assertThat(engine.machines()).isEmpty();
    }

    private BuildReport build(MemoryEngine engine) throws Exception {
        return build(engine, spec());
    }

    private BuildReport build(MemoryEngine engine, ImageSpec spec) throws Exception {
        Surroundings surroundings =
                new Surroundings(
                        Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
                        output,
                        runner -> engine,
                        Clock.systemUTC(),
                        "image-factory 2");
        return new ImageFactory(surroundings).build(spec, output, events::add);
    }

    private ImageSpec spec() throws Exception {
        Path file =
                Files.writeString(
                        prepared.resolve("mini.conf"),
                        """
                        [mini]
                        linux=%1$s/linux
                        initrd=%1$s/initrd
                        preseed=%1$s/d-i.cfg
                        verify=none
                        cache-dir=%2$s/cache
                        image-size=64M
                        format=qcow2
                        zero-free=none
                        ram=64M
                        """
                                .formatted(prepared, output));
        return new SpecReader(
                        new Layers(Configuration.load(List.of(file)), List.of()),
                        new Host(
                                output,
                                false,
                                output,
                                () -> LocalDate.of(2026, 11, 22),
                                values -> EngineSettings.NONE))
                .read("mini")
                .spec();
    }

    private boolean isHidden(String name) {
        return name.startsWith(".") && !name.equals(".image-factory");
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.toFile().getName()).sorted().toList();
        }
    }
}
