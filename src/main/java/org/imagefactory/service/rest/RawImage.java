package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.imagefactory.error.BuildException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;

/** The data of an image, as a whole or one part of it. */
final class RawImage {

    private final TemplateFactory factory;
    private final Images images;
    private final Digests digests;

    RawImage(TemplateFactory factory, Images images, Digests digests) {
        this.factory = factory;
        this.images = images;
        this.digests = digests;
    }

    /** The body; as long as the image is complete. */
    Answer answer(Call call, ImageType type) throws RequestException, BuildException, IOException {
        ImageRecord record = images.require(call.variable(type.word() + "_id"), type);
        if (record.status() != ImageStatus.COMPLETE) {
            throw new RequestException(
                    Fault.NOT_COMPLETE,
                    "The image %s is %s, not COMPLETE.".formatted(record.id(), record.status()));
        }
        Path body = factory.store().body(record.id());
        BasicFileAttributes file = attributes(body);
        String tag =
                "\"%x-%x\""
                        .formatted(file.size(), file.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        Map<String, String> headers = headers(record, file, tag);
        digests.headers(body, file).forEach(headers::put);
        if (names(call.request().fields("If-None-Match"), tag)) {
            return new Answer(304, headers, new Answer.Bytes(new byte[0]));
        }
        Optional<ByteRange> range = range(call, file, tag);
        range.ifPresent(part -> headers.put("Content-Range", part.of(file.size())));
        return new Answer(
                range.isPresent() ? 206 : 200,
                headers,
                new Answer.Part(
                        () -> open(record),
                        range.map(ByteRange::offset).orElse(0L),
                        range.map(ByteRange::length).orElse(file.size())));
    }

    private SeekableByteChannel open(ImageRecord record) throws IOException {
        return factory.store().openBody(record.id());
    }

    private static BasicFileAttributes attributes(Path body) throws IOException, RequestException {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(
                            body, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (file.isRegularFile()) {
                return file;
            }
        } catch (NoSuchFileException e) {
            // Told below.
        }
        throw new RequestException(Fault.NOT_FOUND, "The image has no data.");
    }

    private static Map<String, String> headers(
            ImageRecord record, BasicFileAttributes file, String tag) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/octet-stream");
        headers.put(
                "Content-Disposition",
                "attachment; filename=\"%s.body\"".formatted(record.id().text()));
        headers.put("Accept-Ranges", "bytes");
        headers.put("ETag", tag);
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        ZonedDateTime.ofInstant(
                                file.lastModifiedTime().toInstant(), ZoneOffset.UTC)));
        return headers;
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

    private static boolean names(List<String> fields, String tag) {
        List<String> tags = new ArrayList<>();
        for (String field : fields) {
            for (String part : field.split(",", -1)) {
                tags.add(part.strip().replaceFirst("^W/", ""));
            }
        }
        return tags.contains(tag) || tags.contains("*");
    }
}
