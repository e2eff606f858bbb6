package org.imagefactory.web;

import java.util.Set;
import org.imagefactory.error.PrintableText;

/**
 * Writes HTML that is well-formed XML, too. Texts and values of attributes come from guests, tools
 * and users: they are escaped, and characters that steer a display are replaced.
 */
final class Html {

    /** A line feed behind one of these would be a blank in the middle of a line. */
    private static final Set<String> INLINE = Set.of("a", "b", "span", "time");

    private final StringBuilder html = new StringBuilder("<!DOCTYPE html>\n");

    /**
     * @param attributes names and values in turns; the names are this program's own
     */
    Html open(String tag, String... attributes) {
        tag(tag, attributes).append('>');
        return this;
    }

    Html close(String tag) {
        html.append("</").append(tag).append(INLINE.contains(tag) ? ">" : ">\n");
        return this;
    }

    /** An element that never has any content. */
    Html empty(String tag, String... attributes) {
        tag(tag, attributes).append(" />\n");
        return this;
    }

    /** An element with nothing but text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    Html text(String text) {
        html.append(PrintableText.html(text));
        return this;
    }

    /** A style sheet of this program's own, which must not have what ends it. */
    Html style(String css) {
        html.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }

    private StringBuilder tag(String tag, String... attributes) {
        html.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            html.append(PrintableText.html(attributes[i + 1])).append('"');
        }
        return html;
    }
}
