package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.disk.PartitionRole;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;

/** Brings images to EC2, and removes them there with all that belongs to them. */
final class Ec2Push {

    private static final double UPLOADED = 0.8;

    private final Map<String, String> environment;

    /**
     * @param environment for credentials and addresses, as Amazon's own programs have them
     */
    Ec2Push(Map<String, String> environment) {
        this.environment = environment;
    }

    Pushed push(PushJob job) throws BuildException, InterruptedException {
        Ec2Provider provider = Ec2Provider.of(job.provider());
        AwsCredentials credentials = AwsCredentials.of(job.credentials(), environment);
        try (Web web = new Web();
                Undo undo = new Undo(job)) {
            job.progress("Signing in to AWS", 0);
            Aws aws = new Aws(web, credentials, provider.region(), environment);
            Ec2 ec2 = new Ec2(aws);
            String account = aws.identity().text("Account");
            Ec2.Description description = description(job, provider);
            Map<String, String> tags = tags(job, description.name());
            job.setProperty("ec2_regions", provider.regions()); // a deletion looks there
            String snapshot = snapshot(job, aws, provider, tags, undo);
            undo.onFailure("the snapshot " + snapshot, () -> ec2.deleteSnapshot(snapshot));
            ec2.tag(snapshot, tags); // one that was imported has none
            job.progress("Waiting for the snapshot", UPLOADED);
            ec2.awaitSnapshot(snapshot);
            undo.onFailure("the image", () -> removeImages(ec2, job.imageId()));
            String image = ec2.register(snapshot, description, tags);
            job.progress("Waiting for the image", 0.85);
            ec2.awaitImage(image);
            Map<String, String> images = new LinkedHashMap<>(Map.of(provider.region(), image));
            copy(job, aws, provider, image, tags, images, undo);
            for (Map.Entry<String, String> made : images.entrySet()) {
                new Ec2(aws.in(made.getKey())).share(made.getValue(), provider.shares());
            }
            job.setProperty("ec2_images", images);
            undo.keep();
            return new Pushed(image, account);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Of this push; also what a push left that did not come to its end. */
    void delete(DeletionJob job) throws BuildException, InterruptedException {
        try (Web web = new Web()) {
            delete(job, web, AwsCredentials.of(job.credentials().orElse(""), environment));
        }
    }

    void removeLeftovers(DeletionJob job) throws BuildException, InterruptedException {
        try (Web web = Web.impatient()) {
            delete(job, web, AwsCredentials.of(job.credentials().orElse(""), environment));
        }
    }

    private void delete(DeletionJob job, Web web, AwsCredentials credentials)
            throws BuildException, InterruptedException {
        Ec2Provider provider = Ec2Provider.of(job.provider());
        Aws aws = new Aws(web, credentials, provider.region(), environment);
        try {
            for (String region : provider.regions()) {
                Ec2 ec2 = new Ec2(aws.in(region));
                Set<String> images = new LinkedHashSet<>(ec2.imagesOf(job.imageId()));
                if (region.equals(provider.region())) {
                    job.identifierOnProvider().ifPresent(images::add);
                }
                Set<String> snapshots = new LinkedHashSet<>();
                for (String image : images) {
                    snapshots.addAll(ec2.snapshots(image));
                    ec2.deregister(image);
                }
                snapshots.addAll(ec2.snapshotsOf(job.imageId()));
                for (String snapshot : snapshots) {
                    ec2.deleteSnapshot(snapshot);
                }
            }
            if (provider.bucket().isPresent()) {
                new S3Import(aws, provider.bucket().get(), job.imageId()).delete();
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static String snapshot(
            PushJob job, Aws aws, Ec2Provider provider, Map<String, String> tags, Undo undo)
            throws BuildException, IOException, InterruptedException {
        String format = ImageFormat.name(job.targetBody());
        // another push of the same image must not get what this one has made
        String token = UUID.randomUUID().toString();
        if (provider.bucket().isPresent()) {
            String activity = "Uploading the image to S3";
            S3Import s3 = new S3Import(aws, provider.bucket().get(), job.imageId());
            undo.always("the image in the bucket", s3::delete);
            s3.upload(job.targetBody(), done -> job.progress(activity, 0.5 * done));
            return s3.convert(
                    format.equals("vmdk") ? "VMDK" : "RAW",
                    token,
                    tags,
                    done -> job.progress("Waiting for the import", 0.5 + 0.3 * done));
        }
        if (!format.equals("raw")) {
            throw new UploadException(
                    "an image in the form of %s can be pushed by way of S3 only".formatted(format),
                    "name a bucket in the definition of the provider, or make the target image with"
                            + " ec2_image_format = raw");
        }
        EbsUpload ebs = new EbsUpload(aws);
        String id = ebs.start(Files.size(job.targetBody()), tags.get("Name") + "", token, tags);
        boolean done = false;
        try {
            int blocks =
                    ebs.fill(
                            id,
                            job.targetBody(),
                            part -> job.progress("Uploading the snapshot", UPLOADED * part));
            job.log("the snapshot %s has %d blocks of 512 KiB".formatted(id, blocks));
            done = true;
            return id;
        } finally {
            if (!done) {
                undo.onFailure("the snapshot " + id, () -> new Ec2(aws).deleteSnapshot(id));
            }
        }
    }

    private static void copy(
            PushJob job,
            Aws aws,
            Ec2Provider provider,
            String image,
            Map<String, String> tags,
            Map<String, String> images,
            Undo undo)
            throws UploadException, IOException, InterruptedException {
        for (String region : provider.copies()) {
            if (images.containsKey(region)) {
                continue;
            }
            Ec2 there = new Ec2(aws.in(region));
            String token =
                    UUID.nameUUIDFromBytes((image + region).getBytes(StandardCharsets.UTF_8))
                            .toString();
            String copy = there.copy(provider.region(), image, tags.get("Name") + "", token);
            undo.onFailure("the image %s in %s".formatted(copy, region), () -> remove(there, copy));
            there.tag(copy, tags);
            images.put(region, copy);
        }
        // all of them are copied at the same time
        for (Map.Entry<String, String> made : images.entrySet()) {
            job.progress("Waiting for the image in " + made.getKey(), 0.9);
            new Ec2(aws.in(made.getKey())).awaitImage(made.getValue());
        }
    }

    /** By the build, for an answer with an identifier may be lost. */
    private static void removeImages(Ec2 ec2, String build)
            throws UploadException, IOException, InterruptedException {
        for (String image : ec2.imagesOf(build)) {
            ec2.deregister(image);
        }
    }

    private static void remove(Ec2 ec2, String image)
            throws UploadException, IOException, InterruptedException {
        Set<String> snapshots = ec2.snapshots(image);
        ec2.deregister(image);
        for (String snapshot : snapshots) {
            ec2.deleteSnapshot(snapshot);
        }
    }

    private static Map<String, String> tags(PushJob job, String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("Name", name);
        tags.put(Ec2.BUILD, job.imageId());
        return tags;
    }

    private static Ec2.Description description(PushJob job, Ec2Provider provider)
            throws BuildException, IOException {
        String arch = job.template().os().arch();
        return new Ec2.Description(
                name(job, provider),
                "%s %s, made by image-factory"
                        .formatted(
                                word(job.template().os().name()),
                                word(job.template().os().version())),
                switch (arch) {
                    case "x86_64", "i386" -> arch;
                    case "aarch64" -> "arm64";
                    default ->
                            throw new UploadException(
                                    "EC2 has no machines of the architecture "
                                            + PrintableText.of(arch),
                                    "");
                },
                bootMode(job, arch),
                provider.volumeType());
    }

    /** By the partitions; a VMDK does not show them, and ARM has no other way. */
    private static String bootMode(PushJob job, String arch) throws BuildException, IOException {
        if (arch.equals("aarch64")) {
            return "uefi";
        }
        String wanted = job.parameters().text("ec2_boot_mode").orElse("");
        if (wanted.matches("uefi|uefi-preferred|legacy-bios")) {
            return wanted;
        }
        if (!ImageFormat.name(job.targetBody()).equals("raw")) {
            return "legacy-bios";
        }
        return PartitionTable.read(job.targetBody()).partitions().stream()
                        .anyMatch(each -> each.role() == PartitionRole.ESP)
                ? "uefi-preferred"
                : "legacy-bios";
    }

    /**
     * Names of images are unique in a region; without one of the user's the build's id is in it.
     */
    private static String name(PushJob job, Ec2Provider provider) {
        return job.parameters()
                .text("image_name")
                .or(provider::name)
                .map(Ec2Push::word)
                .filter(name -> name.length() >= 3)
                .orElseGet(() -> word(job.template().name()) + " " + job.imageId());
    }

    /** What EC2 takes of a text. */
    private static String word(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9()\\[\\] ./'@_-]", "-").strip();
        return plain.substring(0, Math.min(plain.length(), 80));
    }

    static UploadException broken(IOException e) {
        return new UploadException(
                "AWS does not answer: " + PrintableText.of(String.valueOf(e.getMessage())),
                "look at the region and at the network",
                e);
    }
}
