package org.imagefactory.answer;

import com.samskivert.mustache.Mustache;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Sections that quote what is in them as a whole, so that a script of many lines can be written as
 * it is. In them values are not escaped one by one, which would be once too often. For one
 * rendering.
 */
final class Quotation implements Mustache.Escaper {

    private static final String CDATA_END = "]]>";

    private final Mustache.Escaper outside;
    private boolean quoting;

    /**
     * @param outside escapes values that are in no such section
     */
    Quotation(Mustache.Escaper outside) {
        this.outside = outside;
    }

    @Override
    public String escape(String value) {
        return quoting ? value : outside.escape(value);
    }

    /** The sections, by name. */
    Map<String, Mustache.Lambda> sections() {
        return Map.of(
                "json-string", section(Quotation::jsonString), "cdata", section(Quotation::cdata));
    }

    private Mustache.Lambda section(UnaryOperator<String> quote) {
        return (fragment, out) -> {
            boolean before = quoting;
            quoting = true;
            try {
                out.write(quote.apply(withoutFirstLineEnd(fragment.execute())));
            } finally {
                quoting = before;
            }
        };
    }

    /** What interprets a script has to be named in its very first line. */
    private static String withoutFirstLineEnd(String text) {
        return text.replaceFirst("^\\R", "");
    }

    private static String jsonString(String text) {
        return '"' + Escape.json(text) + '"';
    }

    /** A section ends at the first end mark, so each of the text is shared out to two sections. */
    private static String cdata(String text) {
        return "<![CDATA[" + text.replace(CDATA_END, "]]" + CDATA_END + "<![CDATA[>") + CDATA_END;
    }
}
