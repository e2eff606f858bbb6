package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;

/** Makes a snapshot of an image by way of S3, for VMDK images and for who prefers it. */
final class S3Import {

    /** The least that S3 takes, but for the last part; and no more than ten thousand of them. */
    private static final long PART_BYTES = 16L << 20;

    private static final long MIB = 1L << 20;

    private static final int MOST_PARTS = 10_000;

    private static final Duration LIMIT = Duration.ofHours(6);

    private final Aws aws;
    private final String bucket;
    private final String key;

    /**
     * @param build whose file this is: the same build has the same name
     */
    S3Import(Aws aws, String bucket, String build) {
        this.aws = aws;
        this.bucket = bucket;
        this.key = "image-factory/" + build;
    }

    /** Uploads the image in parts; what breaks off half-way leaves nothing. */
    void upload(Path image, DoubleConsumer progress)
            throws UploadException, IOException, InterruptedException {
        WebAnswer begun = rest(WebRequest.of("POST", path() + "?uploads=").repeatable());
        String id = AwsXml.read(Aws.good(begun, "S3 takes no upload").body()).text("UploadId");
        boolean done = false;
        try {
            String parts = parts(image, id, progress);
            WebAnswer whole =
                    rest(
                            WebRequest.of("POST", query("", id))
                                    .sending(
                                            "application/xml",
                                            WebContent.of(
                                                    "<CompleteMultipartUpload>%s</CompleteMultipartUpload>"
                                                            .formatted(parts))));
            Aws.good(whole, "S3 does not put the image together");
            if (AwsXml.read(whole.body()).find("Error").isPresent()) {
                throw AwsFailure.of(whole)
                        .exception("S3 does not put the image together", whole); // with HTTP 200
            }
            done = true;
        } finally {
            if (!done) {
                quietly(() -> rest(WebRequest.of("DELETE", query("", id))));
            }
        }
    }

    /**
     * @return what S3 wants to know of them at the end
     */
    private String parts(Path image, String id, DoubleConsumer progress)
            throws UploadException, IOException, InterruptedException {
        long bytes = Files.size(image);
        long part = Math.max(PART_BYTES, (bytes / MOST_PARTS / MIB + 1) * MIB);
        StringBuilder parts = new StringBuilder();
        int number = 1;
        for (long at = 0; at < bytes || number == 1; at += part, number++) {
            long from = at;
            WebContent content =
                    WebContent.of(
                            image,
                            at,
                            Math.min(part, bytes - at),
                            sent -> progress.accept((double) (from + sent) / bytes));
            WebAnswer answer =
                    rest(
                            WebRequest.of("PUT", query("partNumber=" + number, id))
                                    .sending("application/octet-stream", content));
            String tag =
                    Aws.good(answer, "S3 does not take a part of the image")
                            .header("etag")
                            .orElse("");
            parts.append(
                    "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>"
                            .formatted(number, tag.replace("&", "").replace("<", "")));
        }
        return parts.toString();
    }

    /** Removes the image, and uploads of it that were not completed. */
    void delete() throws UploadException, IOException, InterruptedException {
        WebAnswer list =
                rest(
                        WebRequest.of(
                                "GET", "/" + bucket + "?prefix=" + Aws.encoded(key) + "&uploads="));
        for (AwsXml upload :
                AwsXml.read(list.body()).items("ListMultipartUploadsResult", "Upload")) {
            if (upload.text("Key").equals(key)) {
                rest(WebRequest.of("DELETE", query("", upload.text("UploadId"))));
            }
        }
        WebAnswer answer = rest(WebRequest.of("DELETE", path()));
        if (answer.status() != 404) {
            Aws.good(answer, "S3 does not remove the uploaded image");
        }
    }

    /**
     * Has EC2 make a snapshot of what was uploaded, and waits for it.
     *
     * @param format by EC2's word
     * @param tags of the import; the snapshot gets none
     */
    String convert(String format, String token, Map<String, String> tags, DoubleConsumer progress)
            throws UploadException, IOException, InterruptedException {
        Map<String, String> form = new TreeMap<>();
        form.put("ClientToken", token);
        form.put("Description", "image-factory");
        form.put("DiskContainer.Format", format);
        form.put("DiskContainer.UserBucket.S3Bucket", bucket);
        form.put("DiskContainer.UserBucket.S3Key", key);
        Ec2.tags(form, "import-snapshot-task", tags);
        WebAnswer answer = aws.ec2("ImportSnapshot", form, true);
        String task =
                AwsXml.read(Aws.good(answer, "EC2 does not import the image").body())
                        .text("importTaskId");
        boolean done = false;
        try {
            String snapshot = await(task, progress);
            done = true;
            return snapshot;
        } finally {
            if (!done) {
                quietly(() -> aws.ec2("CancelImportTask", Map.of("ImportTaskId", task), true));
            }
        }
    }

    private String await(String task, DoubleConsumer progress)
            throws UploadException, IOException, InterruptedException {
        Waiting waiting = new Waiting(LIMIT, "EC2 to import the image");
        while (true) {
            WebAnswer answer =
                    aws.ec2("DescribeImportSnapshotTasks", Map.of("ImportTaskId.1", task), true);
            AwsXml detail = AwsXml.read(Aws.good(answer, "EC2 does not tell of the import").body());
            switch (detail.text("status")) {
                case "completed" -> {
                    return Ec2.id("snap", detail.text("snapshotId"));
                }
                case "deleted", "deleting", "cancelled", "error" ->
                        throw new UploadException(
                                "EC2 does not import the image: "
                                        + PrintableText.of(detail.text("statusMessage")),
                                "the role vmimport must be allowed to read the bucket");
                default -> {
                    String percent = detail.text("progress");
                    if (percent.matches("[0-9]{1,3}")) {
                        progress.accept(Integer.parseInt(percent) / 100.0);
                    }
                }
            }
            waiting.pause();
        }
    }

    /** It cannot be helped if it fails, while another failure is on its way. */
    private static void quietly(Uninterrupted.Undoing undoing) {
        Uninterrupted.run(undoing, failure -> {});
    }

    private WebAnswer rest(WebRequest request) throws IOException, InterruptedException {
        return aws.rest("s3", request);
    }

    private String path() {
        return "/" + bucket + "/" + key;
    }

    /** The names in order, for the signature. */
    private String query(String first, String upload) {
        return "%s?%suploadId=%s"
                .formatted(path(), first.isEmpty() ? "" : first + "&", Aws.encoded(upload));
    }
}
