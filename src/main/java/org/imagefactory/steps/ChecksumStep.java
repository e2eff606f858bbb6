package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.tools.DiskFailures;

/** Writes a SHA-256 checksum file for each image file, in the form that sha256sum reads. */
public final class ChecksumStep implements Step {

    private final Workspace workspace;
    private final Disk disk;

    public ChecksumStep(Workspace workspace, Disk disk) {
        this.workspace = workspace;
        this.disk = disk;
    }

    @Override
    public String name() {
        return "checksum";
    }

    @Override
    public String description() {
        return "compute the SHA-256 checksum";
    }

    @Override
    public List<String> preview() {
        return Results.formats(disk).stream()
                .map(format -> "write " + workspace.publishedChecksum(format))
                .toList();
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        try {
            for (DiskFormat format : Results.formats(disk)) {
                Path image = workspace.staged(format);
                LongConsumer progress = progress(context.listener(), Files.size(image));
                String sha256 = FileDigest.sha256(image, progress);
                ChecksumFile.write(workspace.stagedChecksum(format), image, sha256);
            }
        } catch (IOException e) {
            throw DiskFailures.io("computing the checksum", workspace.staging(), e);
        }
    }

    /** Tells the listener about whole percents only. */
    private static LongConsumer progress(BuildListener listener, long size) {
        int[] last = {-1};
        return done -> {
            int percent = (int) (done * 100 / Math.max(1, size));
            if (percent != last[0]) {
                last[0] = percent;
                listener.progress("computing the checksum", OptionalInt.of(percent));
            }
        };
    }
}
