package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.imagefactory.files.RegularFile;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;

/**
 * A file as an answer: all of it, the part that is asked for, or the word that the client has it
 * already.
 */
final class FileAnswer {

    private FileAnswer() {}

    /**
     * @param file a regular one; no link is followed
     * @param name what a browser saves it as; shows it itself without
     * @throws RequestException there is none, or it is shorter than the part asked for
     */
    static Answer of(Call call, Path file, String mediaType, Optional<String> name, Digests digests)
            throws RequestException, IOException {
        BasicFileAttributes attributes = attributes(file);
        String tag =
                "\"%x-%x\""
                        .formatted(
                                attributes.size(),
                                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", mediaType);
        // Whatever is in it: it is no page of this service.
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
        name.ifPresent(
                given ->
                        headers.put(
                                "Content-Disposition",
                                "attachment; filename=\"%s\"".formatted(given)));
        headers.put("Accept-Ranges", "bytes");
        // A log grows, and an image may be deleted.
        headers.put("Cache-Control", "no-cache");
        headers.put("ETag", tag);
        headers.put("Last-Modified", date(attributes));
        headers.putAll(digests.headers(file, attributes));
        if (EntityTag.matches(call.request(), tag)) {
            return new Answer(304, headers, new Answer.Bytes(new byte[0]));
        }
        Optional<ByteRange> range = range(call, attributes, tag);
        range.ifPresent(part -> headers.put("Content-Range", part.of(attributes.size())));
        return new Answer(
                range.isPresent() ? 206 : 200,
                headers,
                new Answer.Part(
                        () -> RegularFile.open(file),
                        range.map(ByteRange::offset).orElse(0L),
                        range.map(ByteRange::length).orElse(attributes.size())));
    }

    /** Of a regular file. */
    static BasicFileAttributes attributes(Path file) throws IOException, RequestException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()) {
                return attributes;
            }
        } catch (NoSuchFileException e) {
            // Told below.
        }
        throw new RequestException(Fault.NOT_FOUND, "The image has no such data.");
    }

    private static String date(BasicFileAttributes file) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.ofInstant(file.lastModifiedTime().toInstant(), ZoneOffset.UTC));
    }

    /** A part of another file than the client has already would be of no use to it. */
    private static Optional<ByteRange> range(Call call, BasicFileAttributes file, String tag)
            throws RequestException {
        Optional<String> wanted = call.request().header("Range");
        Optional<String> condition = call.request().header("If-Range");
        if (wanted.isEmpty() || (condition.isPresent() && !condition.get().strip().equals(tag))) {
            return Optional.empty();
        }
        return ByteRange.parse(wanted.get(), file.size());
    }
}
