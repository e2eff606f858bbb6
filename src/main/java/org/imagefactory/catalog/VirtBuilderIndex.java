package org.imagefactory.catalog;

import java.util.List;

/** The index that virt-builder reads with {@code --source}: the newest build of each image. */
final class VirtBuilderIndex {

    private VirtBuilderIndex() {}

    /**
     * @param images with at least one build each
     */
    static String text(List<CatalogImage> images) {
        StringBuilder text = new StringBuilder();
        images.forEach(image -> section(text, image, image.newest().orElseThrow()));
        return text.toString();
    }

    private static void section(StringBuilder text, CatalogImage image, CatalogBuild build) {
        CatalogFile file = build.image();
        text.append('[').append(image.name()).append("]\n");
        line(text, "name", build.name());
        if (!build.osinfo().isEmpty()) {
            line(text, "osinfo", build.osinfo());
        }
        line(text, "arch", image.architecture().machine());
        line(text, "file", Catalog.path(image, file));
        line(text, "checksum[sha512]", build.sha512());
        line(text, "format", file.suffix());
        line(text, "size", build.diskBytes() + "");
        line(text, "compressed_size", file.sizeBytes() + "");
        // whoever has an older one in the cache fetches the new one
        line(text, "revision", build.finished().getEpochSecond() + "");
        line(text, "notes", notes(image, build));
        text.append('\n');
    }

    private static String notes(CatalogImage image, CatalogBuild build) {
        StringBuilder notes = new StringBuilder();
        notes.append("Built at ").append(build.finished());
        if (!build.system().isEmpty()) {
            notes.append(" of ").append(build.system());
        }
        notes.append(". Beside this index:");
        build.files().forEach(file -> notes.append("\n ").append(Catalog.path(image, file)));
        return notes.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }
}
