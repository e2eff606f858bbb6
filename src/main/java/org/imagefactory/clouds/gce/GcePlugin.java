package org.imagefactory.clouds.gce;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tools.DiskFailures;

/**
 * Makes what Compute Engine imports: the disk as {@code disk.raw}, whole gibibytes large, alone in
 * a tar archive of the old GNU format, without its holes, compressed by gzip.
 */
public final class GcePlugin implements CloudPlugin {

    private static final long GIBIBYTE = 1L << 30;

    /** tar writes records of so many bytes. */
    private static final long RECORD = 10_240;

    private static final Duration LIMIT = Duration.ofHours(12);
    private static final String ACTIVITY = "Packing the disk";
    private static final Pattern RECORDS = Pattern.compile(".*: ([0-9]{1,15})");

    private final ProcessRunner runner;
    private final CloudDisk disk;

    public GcePlugin(ProcessRunner runner) {
        this.runner = runner;
        this.disk = new CloudDisk(runner);
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        CloudDisk.Source source = disk.grown(job, GIBIBYTE);
        Path archive = job.folder().toAbsolutePath().resolve("image.tar.gz");
        try {
            long bytes = disk.dataBytes(source);
            CloudDisk.requireSpace(job.folder(), bytes);
            job.progress(ACTIVITY, 0.5);
            runner.run(
                    command(source.file(), archive),
                    (stream, line) -> tell(job, line, Math.max(bytes, RECORD)));
        } catch (CommandException e) {
            throw DiskFailures.command("packing the disk", job.folder(), e);
        }
        CloudDisk.replace(job, archive);
    }

    @Override
    public Pushed push(PushJob job) throws BuildException {
        throw new UploadException(
                "images for Google are not pushed by this program: copy the target image into a"
                        + " bucket and make an image of it with 'gcloud compute images create'",
                "");
    }

    /** The same disk gives the same archive, whoever makes it. */
    static Command command(Path disk, Path archive) {
        return Command.of(
                        Program.TAR,
                        List.of(
                                "--create",
                                "--gzip",
                                "--format=oldgnu",
                                "--sparse",
                                // by content, not by what the host happens to have allocated
                                "--hole-detection=raw",
                                "--dereference",
                                "--force-local",
                                "--file=" + archive,
                                "--owner=0",
                                "--group=0",
                                "--numeric-owner",
                                "--mode=0644",
                                "--mtime=@0",
                                "--checkpoint=1000",
                                "--checkpoint-action=echo=%u",
                                String.valueOf(disk.getFileName())))
                .in(disk.resolveSibling(".").normalize())
                .within(LIMIT)
                .quietly();
    }

    private static void tell(TargetImageJob job, String line, long bytes) {
        Matcher records = RECORDS.matcher(line);
        if (records.matches()) {
            double done = (double) (Long.parseLong(records.group(1)) * RECORD) / bytes;
            job.progress(ACTIVITY, 0.5 + Math.min(done, 1) / 2);
        }
    }
}
