package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SpecReader;
import org.imagefactory.config.TestEngines;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.tools.DiskTools;
import org.imagefactory.tools.TestRunner;

/** A workspace in a folder with an awkward name, and everything that a step needs to run in it. */
final class StepFixture {

    static final long OFFSET = DiskImages.MIB;
    static final long SIZE = 64L * DiskImages.MIB;
    static final Disk DISK =
            new Disk(
                    new DataSize(SIZE),
                    DiskFormat.QCOW2,
                    false,
                    Compression.NONE,
                    ZeroFree.ZEROFREE,
                    true);

    private final Path root;
    final Path folder;
    final Path content;
    final Workspace workspace;
    final TestRunner runner = new TestRunner();
    final DiskTools tools = DiskTools.of(runner, VirtType.QEMU);
    final List<BuildEvent> events = Collections.synchronizedList(new ArrayList<>());
    final Facts facts = new Facts();
    final CleanupStack cleanup = new CleanupStack();
    final StepContext context;

    StepFixture(Path root) throws IOException {
        this.root = root;
        folder = Files.createDirectory(root.resolve("out?put: it's"));
        content = Files.createDirectory(root.resolve("content"));
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("img"), LocalDate.of(2026, 11, 22)), folder);
        Files.createDirectory(workspace.staging());
        context = new StepContext(workspace, cleanup, events::add, facts);
    }

    /**
     * The image of the workspace as a file says it.
     *
     * @param lines of its section, but for those of the installer's files
     */
    ImageSpec spec(String lines) throws Exception {
        Path file = root.resolve("image-factory.conf");
        Files.writeString(file, "[img]\nlinux=/l\ninitrd=/i\n" + lines);
        Host host =
                new Host(
                        root,
                        false,
                        root,
                        () -> DayNames.day(workspace.name()),
                        TestEngines::settings);
        Layers layers = new Layers(Configuration.load(List.of(file)), List.of());
        return new SpecReader(layers, host).read("img").spec();
    }

    /** A file in the file system to be made. */
    Path file(String path, String text) throws IOException {
        Path file = content.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** What an installer leaves: a disk with one partition, with the files made so far. */
    Path install(String fileSystem) throws Exception {
        return DiskImages.installed(workspace.rawDisk(), SIZE, fileSystem, content);
    }

    void run(Step step) throws Exception {
        step.run(context);
    }

    /** Runs an e2fsprogs tool on the first partition. */
    String onDisk(String... command) throws Exception {
        List<String> argv = new ArrayList<>(List.of(command));
        Path link = folder.resolveSibling("disk-link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, workspace.rawDisk());
        argv.add(link + "?offset=" + OFFSET);
        return DiskImages.run(argv, Path.of("/dev/null"));
    }

    /** Fails unless e2fsck finds nothing. */
    void assertClean() throws Exception {
        onDisk("e2fsck", "-fn");
    }

    List<String> warnings() {
        return events.stream()
                .filter(BuildEvent.Warning.class::isInstance)
                .map(event -> ((BuildEvent.Warning) event).text())
                .toList();
    }

    /** Names of what lies in the staging folder. */
    List<String> staged() throws IOException {
        return names(workspace.staging());
    }

    /** Names of what lies in the output folder, without the staging folder. */
    List<String> published() throws IOException {
        return names(folder).stream().filter(name -> !name.endsWith(".staging")).toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static Disk with(DiskFormat format, boolean keepRaw) {
        return new Disk(DISK.size(), format, keepRaw, Compression.NONE, ZeroFree.ZEROFREE, true);
    }

    static Disk with(ZeroFree zeroFree) {
        return new Disk(DISK.size(), DiskFormat.QCOW2, false, Compression.NONE, zeroFree, true);
    }

    static Disk with(DataSize size) {
        return new Disk(size, DiskFormat.QCOW2, false, Compression.NONE, ZeroFree.NONE, true);
    }

    static Disk anyPartitions() {
        return new Disk(
                DISK.size(), DiskFormat.QCOW2, false, Compression.NONE, ZeroFree.DISCARD, false);
    }
}
