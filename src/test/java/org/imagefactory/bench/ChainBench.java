package org.imagefactory.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Compression;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.VirtType;
import org.imagefactory.spec.ZeroFree;
import org.imagefactory.steps.CheckDiskStep;
import org.imagefactory.steps.ChecksumStep;
import org.imagefactory.steps.ConvertStep;
import org.imagefactory.steps.EmptyFreeBlocksStep;
import org.imagefactory.steps.PublishStep;
import org.imagefactory.steps.RemoveInstallerLogsStep;
import org.imagefactory.tools.DiskTools;

/**
 * Runs what follows an installation, or only the checksum, on a given file and prints the time of
 * each step. Not a test: {@code ./dev bench} starts it.
 */
public final class ChainBench {

    private ChainBench() {}

    /**
     * @param arguments {@code sha256 FILE}, or {@code chain FOLDER COMPRESSION}, where FOLDER has
     *     the staging folder of the image "bench" with its raw disk of 2026-01-01
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("sha256")) {
            System.out.println(FileDigest.sha256(Path.of(arguments[1]), done -> {}));
        } else {
            chain(Path.of(arguments[1]), Choice.parse(Compression.class, arguments[2]));
        }
        memory();
    }

    private static void chain(Path folder, Compression compression) throws Exception {
        Workspace workspace =
                new Workspace(
                        DayNames.of(new ImageName("bench"), LocalDate.of(2026, 1, 1)), folder);
        Disk disk =
                new Disk(
                        DataSize.parse("4G"),
                        DiskFormat.QCOW2,
                        false,
                        compression,
                        ZeroFree.ZEROFREE,
                        true);
        DiskTools tools = DiskTools.of(new CommonsExecRunner(System.getenv()), VirtType.QEMU);
        List<Step> steps =
                List.of(
                        new CheckDiskStep(workspace, disk, tools),
                        new RemoveInstallerLogsStep(workspace, disk, false, tools),
                        new EmptyFreeBlocksStep(workspace, disk, tools),
                        new ConvertStep(workspace, disk, tools),
                        new ChecksumStep(workspace, disk),
                        new PublishStep(workspace, disk, Documents.NONE));
        StepContext context =
                new StepContext(workspace, new CleanupStack(), event -> {}, new Facts());
        for (Step step : steps) {
            long start = System.nanoTime();
            step.run(context);
            System.out.printf("  %-24s %6.2f s%n", step.name(), (System.nanoTime() - start) / 1e9);
        }
    }

    /** The most memory that this process ever had resident. */
    private static void memory() throws IOException {
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .forEach(line -> System.out.println("  " + line.replaceAll("\\s+", " ")));
    }
}
