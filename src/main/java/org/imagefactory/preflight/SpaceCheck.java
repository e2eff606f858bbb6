package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageSpec;

/**
 * Free disk space in the output folder. The disk file has holes, so how much a build takes is known
 * only afterwards: less than the worst case is a warning, less than any system takes is an error.
 */
final class SpaceCheck implements Check {

    /** A minimal Debian 13 allocates 1.05 GB while it is installed. */
    private static final long SMALLEST_SYSTEM = 1L << 30;

    private final Path outputFolder;
    private final Preflight.FreeSpace space;

    SpaceCheck(Path outputFolder, Preflight.FreeSpace space) {
        this.outputFolder = outputFolder;
        this.space = space;
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        try {
            return List.of(judge(spec.disk(), new DataSize(space.bytes(outputFolder))));
        } catch (IOException e) {
            return List.of(
                    Finding.warning(
                            "cannot tell the free space of '%s': %s"
                                    .formatted(outputFolder, e.getMessage()),
                            ""));
        }
    }

    private Finding judge(Disk disk, DataSize free) {
        DataSize most = atMost(disk);
        String text =
                "%s free in '%s', and the build takes up to %s".formatted(free, outputFolder, most);
        String advice = "free some space or build in another folder";
        if (free.bytes() < Math.min(disk.size().bytes(), SMALLEST_SYSTEM)) {
            return Finding.hostError(text, advice);
        }
        return free.bytes() < most.bytes() ? Finding.warning(text, advice) : Finding.ok(text);
    }

    /** Raw disk and converted image are there together. */
    private static DataSize atMost(Disk disk) {
        long size = disk.size().bytes();
        boolean two = disk.format() != DiskFormat.RAW && size <= Long.MAX_VALUE / 2;
        return new DataSize(two ? 2 * size : size);
    }
}
