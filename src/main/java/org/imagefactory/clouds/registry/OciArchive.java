package org.imagefactory.clouds.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * An OCI image layout in an archive, with one image.
 *
 * @param name how the image calls itself
 * @param tag its own one
 * @param type media type of the manifest
 * @param digest of the manifest
 * @param manifest as it is
 * @param parts what the manifest refers to: the configuration and the layers
 */
record OciArchive(
        String name, String tag, String type, String digest, String manifest, List<Part> parts) {

    private static final int LONGEST_DOCUMENT = 4 << 20;
    private static final int MOST_MEMBERS = 10_000;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private static final String NONE = "the target image is no OCI image in an archive: ";

    /**
     * A part of an image.
     *
     * @param offset in the archive
     */
    record Part(String digest, long offset, long bytes) {}

    /**
     * @throws ImageCheckException it is none
     */
    static OciArchive read(Path file) throws IOException, ImageCheckException {
        try (TarFile tar = new TarFile(file)) {
            if (tar.getEntries().size() > MOST_MEMBERS) {
                throw new ImageCheckException(NONE + "it has too many files", "");
            }
            return new Reader(tar).read();
        } catch (JsonException e) {
            throw new ImageCheckException(NONE + "a document in it " + e.getMessage(), "");
        } catch (IllegalArgumentException e) {
            throw new ImageCheckException(NONE + "it is no archive", "");
        }
    }

    private static final class Reader {

        private final TarFile tar;
        private final Map<String, TarArchiveEntry> members = new HashMap<>();

        Reader(TarFile tar) {
            this.tar = tar;
            tar.getEntries().forEach(entry -> members.put(entry.getName(), entry));
        }

        OciArchive read() throws IOException, ImageCheckException, JsonException {
            Map<?, ?> index = Json.object(bytes("index.json"));
            if (!(index.get("manifests") instanceof List<?> manifests)
                    || manifests.size() != 1
                    || !(manifests.get(0) instanceof Map<?, ?> only)) {
                throw new ImageCheckException(NONE + "its index has not one image", "");
            }
            Part part = part(only);
            String manifest = new String(bytes(path(part.digest())), StandardCharsets.UTF_8);
            Map<?, ?> json = Json.object(manifest);
            List<Part> parts = new ArrayList<>();
            if (json.get("layers") instanceof List<?> layers) {
                for (Object layer : layers) {
                    parts.add(part(layer));
                }
            }
            parts.add(part(json.get("config")));
            String name = named();
            int colon = name.lastIndexOf(':');
            return new OciArchive(
                    name.substring(0, Math.max(0, colon)),
                    name.substring(colon + 1),
                    String.valueOf(only.get("mediaType")),
                    part.digest(),
                    manifest,
                    parts);
        }

        /** By the document for Docker, which alone has the whole name. */
        private String named() throws IOException, ImageCheckException, JsonException {
            return Json.value(new String(bytes("manifest.json"), StandardCharsets.UTF_8))
                                    instanceof List<?> images
                            && !images.isEmpty()
                            && images.get(0) instanceof Map<?, ?> image
                            && image.get("RepoTags") instanceof List<?> tags
                            && !tags.isEmpty()
                    ? String.valueOf(tags.get(0))
                    : "image:latest";
        }

        private Part part(@Nullable Object descriptor) throws ImageCheckException {
            if (descriptor instanceof Map<?, ?> map
                    && map.get("digest") instanceof String digest
                    && map.get("size") instanceof Number size
                    && DIGEST.matcher(digest).matches()) {
                TarArchiveEntry entry = members.get(path(digest));
                if (entry != null && entry.isFile() && entry.getSize() == size.longValue()) {
                    return new Part(digest, entry.getDataOffset(), entry.getSize());
                }
            }
            throw new ImageCheckException(NONE + "a part of it is missing", "");
        }

        private byte[] bytes(String member) throws IOException, ImageCheckException {
            TarArchiveEntry entry = members.get(member);
            if (entry == null || !entry.isFile() || entry.getSize() > LONGEST_DOCUMENT) {
                throw new ImageCheckException(
                        NONE + member + " is missing in it",
                        "make the target image without create_docker_metadata = false");
            }
            try (InputStream in = tar.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }

        private static String path(String digest) {
            return "blobs/" + digest.replace(':', '/');
        }
    }
}
