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
 * What other builds take that run at the same time counts, too.
 */
final class SpaceCheck implements Check {

    /** A minimal Debian 13 allocates 1.05 GB while it is installed. */
    private static final long SMALLEST_SYSTEM = 1L << 30;

    private final Path outputFolder;
    private final Preflight.FreeSpace space;
    private final SpaceClaims claims;

    /**
     * @param outputFolder of the build
     * @param claims of the builds that run
     */
    SpaceCheck(Path outputFolder, Preflight.FreeSpace space, SpaceClaims claims) {
        this.outputFolder = outputFolder;
        this.space = space;
        this.claims = claims;
    }

    @Override
    public List<Finding> look(ImageSpec spec) {
        try {
            long free = space.bytes(outputFolder);
            return List.of(
                    judge(spec.disk(), free, claims.before(spec.name(), outputFolder, free)));
        } catch (IOException e) {
            return List.of(
                    Finding.warning(
                            "cannot tell the free space of '%s': %s"
                                    .formatted(outputFolder, e.getMessage()),
                            ""));
        }
    }

    private Finding judge(Disk disk, long free, SpaceClaims.Outstanding others) {
        String text =
                "%s free in '%s', and the build takes up to %s"
                        .formatted(new DataSize(free), outputFolder, new DataSize(atMost(disk)));
        if (others.builds() > 0) {
            text += ", besides %s for builds that run".formatted(new DataSize(others.most()));
        }
        String advice = "free some space or build in another folder";
        if (free - others.least() < atLeast(disk)) {
            return Finding.hostError(text, advice);
        }
        return free - others.most() < atMost(disk)
                ? Finding.warning(text, advice)
                : Finding.ok(text);
    }

    /** What any system takes. */
    static long atLeast(Disk disk) {
        return Math.min(disk.size().bytes(), SMALLEST_SYSTEM);
    }

    /** Raw disk and converted image are there together; the forms for clouds come beside them. */
    static long atMost(Disk disk) {
        long size = disk.size().bytes();
        // one form is made of a raw disk at a time
        int forms = disk.forms().isEmpty() ? 0 : disk.forms().size() + 1;
        int files = (disk.format() == DiskFormat.RAW ? 1 : 2) + forms;
        return size <= Long.MAX_VALUE / files ? files * size : size;
    }
}
