package org.imagefactory.tdl;

import java.util.List;
import java.util.Optional;

/**
 * The list of what is installed in an image, which the old tools call its ICICLE.
 *
 * @param description of the template; absent if it has none
 * @param packages all that are installed
 */
public record Icicle(Optional<String> description, List<Item> packages) {

    /** The document of an image that no list was wanted of. */
    public static final String NONE = "<icicle></icicle>";

    private static final int GROWTH = 1 << 10;

    /**
     * An installed package.
     *
     * @param name as the package database prints it
     * @param extra the line that the template's extra command printed for it
     */
    public record Item(String name, Optional<String> extra) {}

    public Icicle {
        packages = List.copyOf(packages);
    }

    /** A list of packages that nothing more is known of. */
    public static Icicle of(Template template, List<String> packages) {
        return new Icicle(
                template.description(),
                packages.stream().map(name -> new Item(name, Optional.empty())).toList());
    }

    /** The document, one line if no text in it has more; what XML cannot hold becomes U+FFFD. */
    public String toXml() {
        // One that grows has twice of a long description for a moment.
        StringBuilder xml = new StringBuilder(description.map(String::length).orElse(0) + GROWTH);
        xml.append("<icicle>");
        description.ifPresent(text -> element(xml, "description", text));
        xml.append("<packages>");
        for (Item item : packages) {
            xml.append("<package name=\"");
            escape(xml, item.name().replace('\n', ' '));
            xml.append("\">");
            item.extra().ifPresent(text -> element(xml, "extra", text));
            xml.append("</package>");
        }
        return xml.append("</packages></icicle>").toString();
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>');
        escape(xml, text);
        xml.append("</").append(name).append('>');
    }

    private static void escape(StringBuilder xml, String text) {
        text.codePoints().forEach(character -> escape(xml, character));
    }

    private static void escape(StringBuilder xml, int character) {
        switch (character) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '"' -> xml.append("&quot;");
            // would become others when they are read
            case '\r', '\t' -> xml.append("&#").append(character).append(';');
            default -> xml.appendCodePoint(isAllowed(character) ? character : 0xfffd);
        }
    }

    /** By the production Char of XML 1.0. */
    private static boolean isAllowed(int character) {
        return (character >= ' ' && character < 0xd800)
                || character == '\n'
                || (character >= 0xe000 && character <= 0xfffd)
                || character >= 0x10000;
    }
}
