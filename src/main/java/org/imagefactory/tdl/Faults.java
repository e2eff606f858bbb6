package org.imagefactory.tdl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.imagefactory.error.PrintableText;

/** Collects what is wrong with a template; a hopeless one is not told to its end. */
final class Faults {

    private static final int MOST = 1000;

    private static final int LONGEST_QUOTE = 80;

    private final List<TemplateFault> found = new ArrayList<>();

    /** Notes a fault; the first thousand are told. */
    void add(int line, String element, String message) {
        if (found.size() < MOST) {
            found.add(new TemplateFault(line, element, message));
        } else if (found.size() == MOST) {
            found.add(new TemplateFault(line, "", "there are more faults, which are not told"));
        }
    }

    /** Whether nothing more is told, so that there is no need to look. */
    boolean isFull() {
        return found.size() > MOST;
    }

    /** Those found, by their lines. */
    List<TemplateFault> sorted() {
        return found.stream().sorted(Comparator.comparingInt(TemplateFault::line)).toList();
    }

    /** The only fault of a text that cannot be read on. */
    static InvalidTemplateException fatal(int line, String message) {
        return new InvalidTemplateException(
                List.of(new TemplateFault(line, "", PrintableText.exact(message))));
    }

    /** A foreign text in a message: printable, and not long. */
    static String quote(String text) {
        boolean whole = text.length() <= LONGEST_QUOTE;
        int end =
                whole || !Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1))
                        ? Math.min(text.length(), LONGEST_QUOTE)
                        : LONGEST_QUOTE - 1;
        String shown = text.substring(0, end).replace("\n", "\\n");
        return "'" + PrintableText.exact(shown) + (whole ? "'" : " …'");
    }
}
