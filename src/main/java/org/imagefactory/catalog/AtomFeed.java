package org.imagefactory.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.imagefactory.error.PrintableText;

/** The builds that are offered, as a feed (RFC 4287), the newest first. */
final class AtomFeed {

    /** Readers of feeds ask for the newest; the index has all of them. */
    private static final int MOST = 100;

    private record Item(CatalogImage image, CatalogBuild build) {}

    private AtomFeed() {}

    /**
     * @param images with at least one build each
     * @param updated when the newest of them was made
     */
    static String text(List<CatalogImage> images, Instant updated) {
        StringBuilder xml = new StringBuilder();
        xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        xml.append("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
        element(xml, "  ", "id", id("image-factory catalog"));
        element(xml, "  ", "title", "Images");
        element(xml, "  ", "updated", updated.toString());
        xml.append("  <author><name>image-factory</name></author>\n");
        images.stream()
                .flatMap(image -> image.builds().stream().map(build -> new Item(image, build)))
                .sorted(Comparator.comparing((Item item) -> item.build().finished()).reversed())
                .limit(MOST)
                .forEach(item -> entry(xml, item));
        return xml.append("</feed>\n").toString();
    }

    private static void entry(StringBuilder xml, Item item) {
        CatalogBuild build = item.build();
        CatalogFile file = build.image();
        xml.append("  <entry>\n");
        element(xml, "    ", "id", id(build.name() + file.sha256()));
        element(xml, "    ", "title", build.name());
        element(xml, "    ", "updated", build.finished().toString());
        element(xml, "    ", "summary", summary(build, file));
        xml.append("    <link rel=\"enclosure\" href=\"")
                .append(PrintableText.html(Catalog.path(item.image(), file)))
                .append("\" length=\"")
                .append(file.sizeBytes())
                .append("\"/>\n  </entry>\n");
    }

    private static String summary(CatalogBuild build, CatalogFile file) {
        String system = build.system().isEmpty() ? "" : build.system() + ", ";
        return "%s%d bytes, SHA-256 %s".formatted(system, file.sizeBytes(), file.sha256());
    }

    /** The same for the same build, wherever the catalog lies. */
    private static String id(String of) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }

    private static void element(StringBuilder xml, String indent, String name, String text) {
        xml.append(indent).append('<').append(name).append('>');
        xml.append(PrintableText.html(text)).append("</").append(name).append(">\n");
    }
}
