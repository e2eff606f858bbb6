package org.imagefactory.catalog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.imagefactory.json.Json;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.DiskFormat;

/**
 * The index that Incus, LXD, MAAS and simplestreams' own mirror tool read: a list of lists, and one
 * list of images, in the form that simplestreams calls {@code products:1.0}. Pure.
 */
final class SimpleStreams {

    static final String FOLDER = "streams/v1";

    private static final String CONTENT = "images";
    private static final String DATATYPE = "image-downloads";

    private static final DateTimeFormatter MAIL_TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Incus reads the day from the first eight characters of a version. */
    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<CatalogImage> images;
    private final String updated;

    /**
     * @param images with at least one build each
     * @param updated when the newest of them was made
     */
    SimpleStreams(List<CatalogImage> images, Instant updated) {
        this.images = List.copyOf(images);
        this.updated = MAIL_TIME.format(updated);
    }

    /**
     * The list of lists.
     *
     * @param suffix of the list that it names: signed ones name signed ones
     */
    String index(String suffix) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("datatype", DATATYPE);
        list.put("format", "products:1.0");
        list.put("path", FOLDER + "/" + CONTENT + suffix);
        list.put("products", images.stream().map(SimpleStreams::product).toList());
        list.put("updated", updated);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", "index:1.0");
        root.put("index", Map.of(CONTENT, list));
        root.put("updated", updated);
        return Json.indented(root) + "\n";
    }

    /** The list of images. */
    String products() {
        Map<String, Object> products = new LinkedHashMap<>();
        images.forEach(image -> products.put(product(image), fields(image)));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("content_id", CONTENT);
        root.put("datatype", DATATYPE);
        root.put("format", "products:1.0");
        root.put("products", products);
        root.put("updated", updated);
        return Json.indented(root) + "\n";
    }

    private static String product(CatalogImage image) {
        return "image-factory:%s:%s".formatted(image.name(), Choice.name(image.architecture()));
    }

    private static Map<String, Object> fields(CatalogImage image) {
        CatalogBuild newest = image.newest().orElseThrow();
        String name = image.name().text();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("aliases", name);
        fields.put("arch", Choice.name(image.architecture()));
        fields.put("os", newest.distribution(name));
        fields.put("release", newest.release());
        fields.put("release_title", newest.release());
        fields.put("version", newest.release());
        fields.put("variant", name);
        // MAAS: one image for all machines of the architecture
        fields.put("label", "release");
        fields.put("subarch", "generic");
        fields.put("subarches", "generic");
        Map<String, Object> versions = new LinkedHashMap<>();
        for (CatalogBuild build : image.builds()) {
            versions.put(VERSION.format(build.finished()), version(image, build));
        }
        fields.put("versions", versions);
        return fields;
    }

    private static Map<String, Object> version(CatalogImage image, CatalogBuild build) {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("label", "release");
        version.put("pubname", build.name());
        version.put("items", items(image, build));
        return version;
    }

    private static Map<String, Object> items(CatalogImage image, CatalogBuild build) {
        Map<String, Object> items = new LinkedHashMap<>();
        // LXD knows the same archive by another name
        build.incus()
                .ifPresent(
                        metadata -> {
                            for (String type : List.of("incus.tar.xz", "lxd.tar.xz")) {
                                Map<String, Object> item = item(image, metadata.file(), type);
                                item.put("combined_sha256", metadata.combined());
                                item.put("combined_disk-kvm-img_sha256", metadata.combined());
                                items.put(type, item);
                            }
                        });
        build.image(DiskFormat.QCOW2)
                .ifPresent(file -> items.put("disk.qcow2", item(image, file, "disk-kvm.img")));
        build.image(DiskFormat.RAW)
                .ifPresent(file -> items.put("disk.raw", item(image, file, "root-dd.raw")));
        return items;
    }

    private static Map<String, Object> item(CatalogImage image, CatalogFile file, String type) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("ftype", type);
        item.put("path", Catalog.path(image, file));
        item.put("sha256", file.sha256());
        item.put("size", file.sizeBytes());
        return item;
    }
}
