package org.imagefactory.clouds.ec2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.UploadException;

/** A file in a bucket of S3. */
final class S3Object {

    /** The least that S3 takes, but for the last part; and no more than ten thousand of them. */
    private static final long PART_BYTES = 16L << 20;

    private static final long MIB = 1L << 20;

    private static final int MOST_PARTS = 10_000;
    private final Aws aws;
    private final String bucket;
    private final String key;

    /**
     * @param key the file's name there, with slashes for folders
     */
    S3Object(Aws aws, String bucket, String key) {
        this.aws = aws;
        this.bucket = bucket;
        this.key = key;
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
                Uninterrupted.quietly(() -> rest(WebRequest.of("DELETE", query("", id))));
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

    private WebAnswer rest(WebRequest request) throws IOException, InterruptedException {
        return aws.rest("s3", request);
    }

    private String path() {
        return "/%s/%s"
                .formatted(
                        bucket,
                        Arrays.stream(key.split("/", -1))
                                .map(Aws::encoded)
                                .collect(Collectors.joining("/")));
    }

    /** The names in order, for the signature. */
    private String query(String first, String upload) {
        return "%s?%suploadId=%s"
                .formatted(path(), first.isEmpty() ? "" : first + "&", Aws.encoded(upload));
    }
}
