package org.imagefactory.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.InstallationMachine;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.Copy;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.Setting;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.VncDisplay;
import org.imagefactory.tools.Specs;
import org.imagefactory.tools.TestRunner;

/** What is left of a failed machine: virsh is an actor, debugfs and tar are real. */
final class Scrap {

    /** Stands in the kernel arguments. */
    static final String SECRET = "s3cr3t&co";

    private static final long OFFSET = DiskImages.MIB;
    private static final long SIZE = 64L * DiskImages.MIB;

    final Path home;
    final Path content;
    final Workspace workspace;
    final RecordingRunner virsh = new RecordingRunner();
    final TestRunner tools = new TestRunner();
    final ProcessRunner runner =
            (command, listener) ->
                    (command.program().equals("virsh") ? virsh : tools).run(command, listener);
    final AtomicLong clock = new AtomicLong();
    final CleanupStack cleanup = new CleanupStack();
    final List<String> warnings = new ArrayList<>();
    final ImageSpec spec = spec();

    Scrap(Path root) throws IOException {
        home = Files.createDirectory(root.resolve("home"));
        content = Files.createDirectory(root.resolve("content"));
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("img"), LocalDate.of(2026, 11, 22)),
                        Files.createDirectory(root.resolve("out?put: it's")));
        Files.createDirectory(workspace.staging());
        virsh.printing("dumpxml", "<domain>", "<cmdline>password=s3cr3t&amp;co</cmdline>");
    }

    Evidence evidence() {
        return new Evidence(spec, workspace, runner, clock::get);
    }

    Evidence.Source machine(boolean hasScreen) throws InterruptedException {
        return machine("", workspace.domainName(), hasScreen, workspace.consoleLog());
    }

    Evidence.Source machine(String folder, String name, boolean hasScreen, Path consoleLog)
            throws InterruptedException {
        InstallationMachine plain = InstallationMachine.of(spec, workspace);
        Machine machine =
                new Machine(
                        1,
                        plain.machine().memory(),
                        Optional.empty(),
                        new LibvirtSettings(
                                hasScreen
                                        ? Optional.of(VncDisplay.parse("localhost:7"))
                                        : Optional.empty(),
                                VirtType.QEMU,
                                Optional.empty(),
                                Optional.empty()));
        InstallationMachine definition =
                new InstallationMachine(
                        name,
                        plain.key(),
                        machine,
                        true,
                        plain.folder(),
                        plain.limit(),
                        plain.boot(),
                        List.of(),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Set.of(),
                        plain.disk(),
                        plain.bootTestName());
        Engine engine = TestLibvirt.engine(runner, home, Map.of("HOME", home.toString()));
        return new Evidence.Source(
                folder,
                engine.machine(definition, event -> {}),
                consoleLog,
                folder.isEmpty() ? Optional.of(workspace.installerLog()) : Optional.empty(),
                folder.isEmpty() ? Optional.of(workspace.rawDisk()) : Optional.empty());
    }

    Path qemuLog(String text) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".cache/libvirt/qemu/log"));
        return Files.writeString(folder.resolve(workspace.domainName() + ".log"), text);
    }

    /** A file in the file system to be made. */
    Path file(String path, String text) throws IOException {
        Path file = content.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** A disk with one partition, with the files made so far. */
    Path install() throws Exception {
        return DiskImages.installed(workspace.rawDisk(), SIZE, "ext4", content);
    }

    /** Asks debugfs, or has it change the file system on the disk. */
    String debugfs(String option, String... requests) throws Exception {
        Path file = Files.write(home.resolve("requests"), List.of(requests));
        Process process =
                new ProcessBuilder(
                                "debugfs",
                                option,
                                "-f",
                                file.toString(),
                                workspace.rawDisk().getFileName() + "?offset=" + OFFSET)
                        .directory(workspace.rawDisk().getParent().toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines()
                .filter(line -> !line.startsWith("debugfs: "))
                .collect(Collectors.joining("\n"));
    }

    BuildReport report() {
        return new BuildReport(
                "image-factory test",
                "img",
                new Outcome(ExitStatus.INSTALLATION, "password=" + SECRET + " \"quoted\"", ""),
                Instant.EPOCH,
                Instant.EPOCH,
                settings(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    /** Paths of all files collected so far. */
    List<String> collected() throws IOException {
        if (!Files.exists(workspace.evidence())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(workspace.evidence())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> workspace.evidence().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    String collected(String name) throws IOException {
        return Files.readString(workspace.evidence().resolve(name));
    }

    private static ImageSpec spec() {
        ImageSpec plain =
                Specs.spec(
                        Specs.NETBOOT,
                        Optional.empty(),
                        "console=ttyS0 password=" + SECRET,
                        Specs.machine(),
                        Specs.anHour());
        return Copy.with(plain, "name", new ImageName("img"));
    }

    /** In the words of those who asked for the image. */
    private Map<String, Setting> settings() {
        Map<String, Setting> settings = new HashMap<>();
        settings.put("append", new Setting(spec.append(), "a.conf:3"));
        settings.put("my_password", new Setting("several words", "a.conf:4"));
        settings.put("mirror", new Setting("http://me:pw@mirror.example.org/", "a.conf:5"));
        settings.put("ram", new Setting("1G", "default"));
        return settings;
    }
}
