package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;

/** Makes a snapshot of an image by way of S3, for VMDK images and for who prefers it. */
final class S3Import {

    private static final Duration LIMIT = Duration.ofHours(6);

    private final Aws aws;
    private final String bucket;
    private final String key;
    private final S3Object object;

    /**
     * @param build whose file this is: the same build has the same name
     */
    S3Import(Aws aws, String bucket, String build) {
        this.aws = aws;
        this.bucket = bucket;
        this.key = "image-factory/" + build;
        this.object = new S3Object(aws, bucket, key);
    }

    /** Uploads the image in parts; what breaks off half-way leaves nothing. */
    void upload(Path image, DoubleConsumer progress)
            throws UploadException, IOException, InterruptedException {
        object.upload(image, progress);
    }

    /** Removes the image, and uploads of it that were not completed. */
    void delete() throws UploadException, IOException, InterruptedException {
        object.delete();
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
                Uninterrupted.quietly(
                        () -> aws.ec2("CancelImportTask", Map.of("ImportTaskId", task), true));
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
}
