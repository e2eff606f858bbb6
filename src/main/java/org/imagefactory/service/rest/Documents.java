package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.live.Live;
import org.imagefactory.spec.Sha256;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** What is written about images: their logs, and the documents that their builds have left. */
final class Documents {

    /** The list of what is installed, which is in the record. */
    private static final String ICICLE = "icicle.xml";

    /** No build leaves so many. */
    private static final int MOST = 200;

    private final ImageStore store;
    private final Images images;
    private final Digests digests;
    private final Live live;

    Documents(ImageStore store, Images images, Digests digests, Live live) {
        this.store = store;
        this.images = images;
        this.digests = digests;
        this.live = live;
    }

    /** As text; or as events, for those that accept them. */
    Answer log(Call call, ImageType type) throws RequestException, BuildException, IOException {
        ImageRecord record = images.require(call, type);
        if (call.request().header("Accept").orElse("").contains(Live.EVENTS)) {
            return live.follow(call.request(), record);
        }
        Path file = live.log(record.id());
        return hasFolder(record) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? FileAnswer.of(call, file, MediaTypes.TEXT, Optional.empty(), digests)
                : Answer.of(200, MediaTypes.TEXT, "");
    }

    /** Names, sizes and digests of all. */
    Answer list(Call call, ImageType type) throws RequestException, BuildException, IOException {
        ImageRecord record = images.require(call, type);
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (Map.Entry<String, Optional<Path>> document : all(record).entrySet()) {
            Map<String, @Nullable Object> item = new LinkedHashMap<>();
            item.put("name", document.getKey());
            item.put("media_type", MediaTypes.of(document.getKey()));
            item.put("href", call.address() + "/" + document.getKey());
            if (document.getValue().isPresent()) {
                Path file = document.getValue().get();
                var attributes = FileAnswer.attributes(file);
                item.put("size", attributes.size());
                item.put("sha256", digests.find(file, attributes).map(Sha256::hex).orElse(null));
            } else {
                String icicle = record.icicle().orElse("");
                item.put("size", icicle.getBytes(StandardCharsets.UTF_8).length);
                item.put("sha256", Sha256.of(icicle).hex());
            }
            list.add(item);
        }
        return Answer.json(200, Map.of("documents", list));
    }

    /** One that is in the list. */
    Answer one(Call call, ImageType type) throws RequestException, BuildException, IOException {
        ImageRecord record = images.require(call, type);
        String name = call.variable("document");
        Optional<Path> file = all(record).get(name);
        if (file == null) {
            throw new RequestException(
                    Fault.NOT_FOUND,
                    "The image has no document called " + PrintableText.of(name) + ".");
        }
        return file.isPresent()
                ? FileAnswer.of(call, file.get(), MediaTypes.of(name), Optional.of(name), digests)
                : icicle(call, record.icicle().orElse(""));
    }

    private static Answer icicle(Call call, String xml) {
        String tag = EntityTag.of(xml);
        Answer answer =
                EntityTag.matches(call.request(), tag)
                        ? Answer.empty(304)
                        : Answer.of(200, MediaTypes.of(ICICLE), xml)
                                .with("X-Content-Type-Options", "nosniff");
        return answer.with("ETag", tag);
    }

    /** A link in its place is somebody else's. */
    private boolean hasFolder(ImageRecord record) {
        return Files.isDirectory(store.documents(record.id()), LinkOption.NOFOLLOW_LINKS);
    }

    /** By name; without a file if it is in the record. */
    NavigableMap<String, Optional<Path>> all(ImageRecord record) throws IOException {
        NavigableMap<String, Optional<Path>> all = new TreeMap<>();
        if (hasFolder(record)) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(store.documents(record.id()))) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (isName(name)
                            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && all.size() < MOST) {
                        all.put(name, Optional.of(file));
                    }
                }
            } catch (NoSuchFileException | NotDirectoryException e) {
                // It is being deleted.
            }
        }
        if (record.icicle().isPresent()) {
            all.put(ICICLE, Optional.empty());
        }
        return all;
    }

    /** Builds make no others, so that names need no escapes anywhere. */
    private static boolean isName(String name) {
        return !name.startsWith(".")
                && name.length() <= 200
                && name.chars()
                        .allMatch(
                                c ->
                                        (c >= 'a' && c <= 'z')
                                                || (c >= 'A' && c <= 'Z')
                                                || (c >= '0' && c <= '9')
                                                || "._-+".indexOf(c) >= 0);
    }
}
