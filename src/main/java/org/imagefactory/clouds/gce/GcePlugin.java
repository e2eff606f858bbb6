package org.imagefactory.clouds.gce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.credentials.Leftovers;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tools.DiskFailures;

/**
 * Makes what Compute Engine imports, brings it there and deletes it: the disk as {@code disk.raw},
 * whole gibibytes large, alone in a tar archive of the old GNU format, without its holes,
 * compressed by gzip.
 */
public final class GcePlugin implements CloudPlugin {

    private static final long GIBIBYTE = 1L << 30;

    private static final String UPLOADING = "Uploading the archive to Google's cloud";
    private static final String ACTIVITY = "Packing the disk";

    private final CloudDisk disk;
    private final Map<String, String> environment;

    /**
     * @param environment names the key file where the credentials are empty
     */
    public GcePlugin(ProcessRunner runner, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.disk = new CloudDisk(runner);
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        Path raw = disk.raw(job, 0.5);
        Path archive = job.folder().toAbsolutePath().resolve("image.tar.gz");
        try {
            CloudDisk.Source source = disk.look(raw);
            List<DataRuns.Run> extents = new ArrayList<>();
            disk.eachExtent(source, (at, length) -> extents.add(new DataRuns.Run(at, length)));
            long data = extents.stream().mapToLong(DataRuns.Run::bytes).sum();
            CloudDisk.requireSpace(job.folder(), data);
            job.progress(ACTIVITY, 0.5);
            SparseArchive.write(
                    raw,
                    extents,
                    CloudDisk.wholeBytes(job, source, GIBIBYTE),
                    archive,
                    done -> job.progress(ACTIVITY, 0.5 + Math.min(1, done / (data + 1.0)) / 2));
        } catch (CommandException e) {
            throw DiskFailures.command(ACTIVITY, job.folder(), e);
        } catch (IOException e) {
            throw DiskFailures.io(ACTIVITY, job.folder(), e);
        }
        CloudDisk.replace(job, archive);
    }

    @Override
    public boolean deletingNeedsCredentials() {
        return !Leftovers.canSignIn(() -> ServiceAccount.of("", environment));
    }

    @Override
    public boolean knowsCredentials(String credentials) {
        return ServiceAccount.isOne(credentials);
    }

    @Override
    public Pushed push(PushJob job) throws BuildException, InterruptedException {
        GceImage image = GceImage.of(job);
        return signedIn(
                job.provider(),
                job.credentials(),
                new Web(),
                google -> {
                    job.setProperty("gce_image", image.name()); // a deletion looks for it
                    boolean done = false;
                    try {
                        double bytes = Math.max(1, Files.size(job.targetBody()));
                        google.upload(
                                image.object(),
                                job.imageId(),
                                job.targetBody(),
                                sent -> job.progress(UPLOADING, 0.8 * sent / bytes));
                        job.progress("Making an image in Google's cloud", 0.8);
                        google.create(image.json(job), image.object());
                        google.deleteObject(image.object());
                        done = true;
                        return new Pushed(image.name(), google.project());
                    } finally {
                        if (!done) {
                            giveBack(job, google, image);
                        }
                    }
                });
    }

    @Override
    public void delete(DeletionJob job) throws BuildException, InterruptedException {
        delete(job, new Web());
    }

    @Override
    public void removeLeftovers(DeletionJob job) throws BuildException, InterruptedException {
        Leftovers.remove(this, job, "Google's cloud", () -> delete(job, Web.impatient()));
    }

    /** What a push has told is its own; else names may be those of somebody else's things. */
    private void delete(DeletionJob job, Web web) throws BuildException, InterruptedException {
        signedIn(
                job.provider(),
                job.credentials().orElse(""),
                web,
                google -> {
                    if (job.identifierOnProvider().isPresent()) {
                        google.delete(job.identifierOnProvider().get());
                    } else {
                        google.deleteOwn(GceImage.name(job), job.imageId());
                    }
                    google.deleteOwnObject(GceImage.object(job), job.imageId());
                    return job;
                });
    }

    @Override
    public void check(CheckJob job) throws BuildException, InterruptedException {
        signedIn(
                job.provider(),
                job.credentials(),
                Web.impatient(),
                google -> {
                    job.tell("login", CheckJob.Result.OK, "signed in to " + google.project());
                    WebAnswer bucket = google.lookAtBucket();
                    Google.require(bucket, "Google does not show the bucket");
                    boolean may = bucket.body().contains("storage.objects.create");
                    job.tell(
                            "rights",
                            may ? CheckJob.Result.OK : CheckJob.Result.FAILED,
                            may
                                    ? "objects may be made in the bucket"
                                    : "no objects may be made in the bucket");
                    WebAnswer project = google.lookAtProject();
                    Google.require(project, "Google does not show the project");
                    job.tell("region", CheckJob.Result.OK, "images are made for all regions");
                    quota(job, Google.object(project));
                    return job;
                });
    }

    private static void quota(CheckJob job, Map<String, ?> project) {
        if (project.get("quotas") instanceof List<?> quotas) {
            for (Object each : quotas) {
                if (each instanceof Map<?, ?> quota
                        && "IMAGES".equals(quota.get("metric"))
                        && quota.get("limit") instanceof Number limit
                        && quota.get("usage") instanceof Number usage) {
                    job.tell(
                            "quota",
                            usage.doubleValue() < limit.doubleValue()
                                    ? CheckJob.Result.OK
                                    : CheckJob.Result.FAILED,
                            "%d of %d images are used"
                                    .formatted(usage.longValue(), limit.longValue()));
                    return;
                }
            }
        }
        job.tell("quota", CheckJob.Result.UNKNOWN, "the project does not tell one of images");
    }

    /** What came half is of no use; an interrupt must not keep it there. */
    private static void giveBack(PushJob job, Compute google, GceImage image) {
        Uninterrupted.run(
                () -> {
                    google.deleteOwn(image.name(), job.imageId());
                    google.deleteOwnObject(image.object(), job.imageId());
                },
                failure ->
                        job.log(
                                "%s may be left in Google's cloud: %s"
                                        .formatted(image.object(), failure.getMessage())));
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Compute google) throws BuildException, IOException, InterruptedException;
    }

    private <T> T signedIn(String definition, String text, Web client, Work<T> work)
            throws BuildException, InterruptedException {
        try (Web web = client) {
            GceProvider provider = GceProvider.of(definition);
            ServiceAccount account = ServiceAccount.of(text, environment);
            return work.with(Compute.open(web, provider, account));
        } catch (IOException e) {
            throw new UploadException(
                    "Google does not answer: " + PrintableText.of(String.valueOf(e.getMessage())),
                    "look at the network",
                    e);
        }
    }
}
