package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.files.ForeignFileException;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.spec.Sha256;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests once that carry an {@code Idempotency-Key}: the same again gets the same answer,
 * whether or not the first one arrived, and makes no second image. After
 * draft-ietf-httpapi-idempotency-key-header. What was answered is kept beside the images, for a
 * day. Safe for threads.
 */
final class Repeats {

    static final String HEADER = "Idempotency-Key";

    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);

    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_ANSWER = 48 << 20;
    private static final Duration AGE = Duration.ofHours(24);
    private static final int MOST = 1000;
    private static final long MOST_BYTES = 256 << 20;

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Path folder;
    private final Clock clock;

    /** What can be asked for once. */
    interface Making {

        /** Makes the image; it gets this identifier. */
        Answer make(Call call, ImageId id) throws Exception;

        /** The answer about an image that was made already; empty if it was not. */
        Optional<Answer> made(Call call, ImageId id) throws Exception;
    }

    /** What was answered to which request; before that, which image is made for it. */
    private record Kept(String request, ImageId image, Optional<Answer> answer) {}

    private record Entry(Path file, FileTime time, long size) {}

    /**
     * @param folder is made with the first key; for this user alone
     */
    Repeats(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Acts, unless the key says that this was done already.
     *
     * @throws RequestException the key is none, was another request's, or its request is being
     *     answered just now
     */
    Answer once(Call call, ImageType type, Making making) throws Exception {
        Optional<String> key = key(call.request());
        if (key.isEmpty()) {
            return making.make(call, ImageId.random());
        }
        String name = Sha256.of(call.caller().name() + "\n" + key.get()).hex();
        if (!running.add(name)) {
            throw new RequestException(
                    Fault.KEY_BUSY,
                    "The first request with this Idempotency-Key is still being answered.",
                    Map.of("Retry-After", "1"));
        }
        try {
            return alone(call, type, making, folder.resolve(name));
        } finally {
            running.remove(name);
        }
    }

    private Answer alone(Call call, ImageType type, Making making, Path file) throws Exception {
        String request = fingerprint(call.request(), type);
        Optional<Kept> before = read(file);
        if (before.isPresent() && !before.get().request().equals(request)) {
            throw new RequestException(
                    Fault.KEY_REUSED,
                    "This Idempotency-Key was used before, for another request; use a new one.");
        }
        Optional<Answer> answered = before.flatMap(Kept::answer);
        if (before.isPresent() && answered.isEmpty()) {
            // The service died before it had answered, or had kept that.
            answered = making.made(call, before.get().image());
        }
        if (answered.isPresent()) {
            return answered.get().with("Idempotency-Replayed", "true");
        }
        return made(call, making, file, request);
    }

    /** Who is killed on the way leaves word of the image. */
    private Answer made(Call call, Making making, Path file, String request) throws Exception {
        ImageId image = ImageId.random();
        keep(file, new Kept(request, image, Optional.empty()));
        boolean done = false;
        try {
            Answer answer = making.make(call, image);
            done = true;
            keep(file, new Kept(request, image, Optional.of(answer)));
            return answer;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A text in quotes; old clients of other services leave them out. */
    private static Optional<String> key(ServiceRequest request) throws RequestException {
        Optional<String> field = request.header(HEADER).map(String::strip);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        String text = field.get();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        boolean fine =
                !key.isEmpty()
                        && key.length() <= LONGEST_KEY
                        && key.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
        if (!fine) {
            throw new RequestException(
                    Fault.WRONG_FIELD,
                    "An Idempotency-Key has 1 to %d printable characters of ASCII, without blanks and quotes inside, such as a UUID."
                            .formatted(LONGEST_KEY));
        }
        return Optional.of(key);
    }

    /** Of a form in parts the fields: each attempt has another boundary. */
    private static String fingerprint(ServiceRequest request, ImageType type)
            throws RequestException, IOException {
        String contentType =
                request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).strip();
        String body =
                contentType.startsWith("multipart/")
                        ? Json.line(new TreeMap<>(RequestFields.wrapped(request, type).values()))
                        : contentType
                                + " "
                                + Sha256.ofBytes(request.body().digest("SHA-256")).hex();
        return Sha256.of(request.method() + " " + request.decodedPath() + "\n" + body).hex();
    }

    private Optional<Kept> read(Path file) throws IOException {
        try {
            if (isOver(Files.getLastModifiedTime(file))) {
                return Optional.empty();
            }
            return Optional.of(kept(Json.object(RegularFile.read(file, LONGEST_ANSWER))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonException | ClassCastException | ForeignFileException e) {
            LOG.warn("an answer that was kept cannot be read: {}", file);
            return Optional.empty();
        }
    }

    private static Kept kept(Map<String, @Nullable Object> json) {
        // Of another version perhaps, which named no image: one that nobody ever made.
        ImageId image = ImageId.parse(String.valueOf(json.get("image"))).orElseGet(ImageId::random);
        return new Kept(String.valueOf(json.get("request")), image, answer(json));
    }

    private static Optional<Answer> answer(Map<String, @Nullable Object> json) {
        if (!(json.get("body") instanceof String body)) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (json.get("headers") instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> headers.put((String) name, (String) value));
        }
        return Optional.of(
                new Answer(
                        json.get("status") instanceof Integer status ? status : 202,
                        headers,
                        new Answer.Bytes(body.getBytes(StandardCharsets.UTF_8))));
    }

    /** An answer that cannot be kept is as good as any other. */
    private void keep(Path file, Kept kept) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("request", kept.request());
        json.put("image", kept.image().text());
        try {
            if (kept.answer().isPresent()) {
                json.put("status", kept.answer().get().status());
                json.put("headers", kept.answer().get().headers());
                json.put("body", kept.answer().get().text());
            }
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            if (kept.answer().isEmpty()) { // an answer takes the place of this word
                forgetOld();
            }
            WholeFile.write(file, out -> Json.write(json, out), WholeFile.PRIVATE);
        } catch (IOException e) {
            LOG.warn("the answer to a request with a key is not kept: {}", e.toString());
        }
    }

    /** The oldest ones are forgotten first. */
    private synchronized void forgetOld() throws IOException {
        List<Entry> all = new ArrayList<>();
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<Entry> entry = entry(file);
                entry.ifPresent(all::add);
                bytes += entry.map(Entry::size).orElse(0L);
            }
        }
        all.sort(Comparator.comparing(Entry::time));
        int left = all.size();
        for (Entry entry : all) {
            if (!isOver(entry.time()) && left < MOST && bytes <= MOST_BYTES) {
                return;
            }
            Files.deleteIfExists(entry.file());
            left--;
            bytes -= entry.size();
        }
    }

    /** Empty for what another thread writes just now, or has put in its place meanwhile. */
    private Optional<Entry> entry(Path file) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean partial = file.toFile().getName().startsWith(".");
            if (!found.isRegularFile() || (partial && !isOver(found.lastModifiedTime()))) {
                return Optional.empty();
            }
            if (found.size() > LONGEST_ANSWER) {
                Files.delete(file); // somebody else's, for which no answer has to go
                return Optional.empty();
            }
            return Optional.of(new Entry(file, found.lastModifiedTime(), found.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean isOver(FileTime time) {
        return time.toInstant().plus(AGE).isBefore(clock.instant());
    }
}
