package org.imagefactory.clouds.oci;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;

/**
 * What an image says about itself, as the OCI image specification 1.0 and, for its older readers,
 * Docker's archives want it. The same layer and settings give the same documents.
 *
 * @param config of the containers
 * @param manifest the parts of the image
 * @param index of the image layout
 * @param docker the same for {@code docker load}
 */
record ImageDocuments(String config, String manifest, String index, String docker) {

    /** The file that says what an image layout is. */
    static final String LAYOUT = "{\"imageLayoutVersion\":\"1.0.0\"}";

    static ImageDocuments of(Layer layer, ImageSettings settings) {
        String config = Json.line(config(layer, settings));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", Blob.MANIFEST);
        manifest.put("config", Blob.of(Blob.CONFIG, config).descriptor());
        manifest.put("layers", List.of(layer.blob().descriptor()));
        String document = Json.line(manifest);
        return new ImageDocuments(
                config,
                document,
                Json.line(index(Blob.of(Blob.MANIFEST, document), settings)),
                Json.line(List.of(docker(Blob.of(Blob.CONFIG, config), layer, settings))));
    }

    Blob configBlob() {
        return Blob.of(Blob.CONFIG, config);
    }

    Blob manifestBlob() {
        return Blob.of(Blob.MANIFEST, manifest);
    }

    private static Map<String, Object> config(Layer layer, ImageSettings settings) {
        String created = Instant.ofEpochSecond(layer.newest()).toString();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("created", created);
        config.put("architecture", settings.architecture());
        if (!settings.variant().isEmpty()) {
            config.put("variant", settings.variant());
        }
        config.put("os", "linux");
        config.put("config", settings.config());
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("type", "layers");
        files.put("diff_ids", List.of("sha256:" + layer.unpacked().hex()));
        config.put("rootfs", files);
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("created", created);
        step.put("created_by", "image-factory");
        config.put("history", List.of(step));
        return config;
    }

    private static Map<String, Object> index(Blob manifest, ImageSettings settings) {
        Map<String, Object> entry = manifest.descriptor();
        Map<String, Object> platform = new LinkedHashMap<>();
        platform.put("architecture", settings.architecture());
        platform.put("os", "linux");
        if (!settings.variant().isEmpty()) {
            platform.put("variant", settings.variant());
        }
        entry.put("platform", platform);
        entry.put("annotations", Map.of("org.opencontainers.image.ref.name", settings.tag()));
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("manifests", List.of(entry));
        return index;
    }

    private static Map<String, Object> docker(Blob config, Layer layer, ImageSettings settings) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("Config", config.path());
        image.put("RepoTags", List.of(settings.repository() + ":" + settings.tag()));
        image.put("Layers", List.of(layer.blob().path()));
        return image;
    }
}
