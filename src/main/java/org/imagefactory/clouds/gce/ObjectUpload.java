package org.imagefactory.clouds.gce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.UploadException;

/**
 * A resumable upload to Google's storage: in parts, each of which can be sent again from where it
 * broke. The checksum of the whole is compared at the end.
 */
final class ObjectUpload {

    /** A multiple of 256 KiB, as all parts but the last have to be. */
    private static final int PART = 16 << 20;

    /** In a row, for the same place. */
    private static final int TRIES = 6;

    private static final int RESUME = 308;
    private static final int OTHER_GENERATION = 412;
    private static final Pattern RANGE = Pattern.compile("bytes=0-([0-9]{1,18})");

    private final Web web;
    private final Path file;
    private final long bytes;
    private final String session;
    private final LongConsumer position;

    private ObjectUpload(Web web, Path file, String session, LongConsumer position)
            throws IOException {
        this.web = web;
        this.file = file;
        this.bytes = Files.size(file);
        this.session = session;
        this.position = position;
    }

    /**
     * Uploads a file.
     *
     * @param begin asks for the address of the upload
     * @param position hears how many bytes have arrived or are under way
     */
    static void run(Web web, WebRequest begin, Path file, LongConsumer position)
            throws UploadException, IOException, InterruptedException {
        WebAnswer begun = web.ask(begin.repeatable());
        requireNew(begun);
        Google.require(begun, "Google does not begin the upload");
        String session =
                begun.header("location")
                        .orElseThrow(
                                () ->
                                        new UploadException(
                                                "Google names no place to upload to", ""));
        WebAnswer end = new ObjectUpload(web, file, session, position).parts();
        requireNew(end);
        Google.require(end, "Google does not take a part of the archive");
        Map<String, ?> made = Google.object(end);
        String sum = checksum(file);
        if (made.get("crc32c") instanceof String there && !there.equals(sum)) {
            throw new UploadException(
                    "Google has received other bytes than were sent: their checksums differ", "");
        }
    }

    /** Google looks at its condition at the beginning and, if it is true there, at the end. */
    private static void requireNew(WebAnswer answer) throws UploadException {
        if (answer.status() == OTHER_GENERATION) {
            throw new UploadException(
                    "the bucket has an archive of that name already, which is left as it is",
                    "choose another gce_object_name, or none, or remove the archive");
        }
    }

    private WebAnswer parts() throws UploadException, IOException, InterruptedException {
        long done = 0;
        int failures = 0;
        while (true) {
            long from = done;
            WebAnswer answer;
            try {
                answer = web.once(part(from));
            } catch (IOException e) {
                failures++;
                if (failures >= TRIES) {
                    throw e;
                }
                pause(failures);
                answer = web.ask(status());
            }
            if (answer.isGood() || answer.status() == OTHER_GENERATION) {
                return answer;
            }
            if (answer.status() == 429 || answer.status() >= 500) {
                failures++;
                if (failures < TRIES) {
                    pause(failures);
                    answer = web.ask(status());
                    if (answer.isGood()) {
                        return answer;
                    }
                }
            }
            if (answer.status() != RESUME) {
                Google.require(answer, "Google does not take a part of the archive");
            }
            done = arrived(answer);
            failures = done > from ? 0 : failures + 1;
            if (failures >= TRIES) {
                throw new UploadException(
                        "the upload to Google does not go on after %d bytes".formatted(done), "");
            }
        }
    }

    private WebRequest part(long from) {
        int length = (int) Math.min(PART, bytes - from);
        return WebRequest.of("PUT", session)
                .sending(
                        "application/octet-stream",
                        WebContent.of(file, from, length, sent -> position.accept(from + sent)))
                .with("Content-Range", "bytes %d-%d/%d".formatted(from, from + length - 1, bytes));
    }

    /** Asks how much has arrived. */
    private WebRequest status() {
        return WebRequest.of("PUT", session).with("Content-Range", "bytes */" + bytes);
    }

    private static long arrived(WebAnswer answer) {
        Matcher range = RANGE.matcher(answer.header("range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
    }

    private static void pause(int failures) throws InterruptedException {
        Thread.sleep(1000L << Math.min(failures, 5));
    }

    private static String checksum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 17];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sum.update(buffer, 0, n);
            }
        }
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
