package org.imagefactory.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a file of apt.conf(5), one after the other. A guest wrote it: each character is
 * looked at a fixed number of times, whatever follows it.
 */
final class AptSettings {

    private static final String PROXY = "proxy";

    private final String text;
    private final List<String> words = new ArrayList<>();

    private AptSettings(String text) {
        this.text = text;
    }

    /** The values of all settings named {@code Proxy}, for any host; some in quotes. */
    static List<String> proxies(String text) {
        AptSettings settings = new AptSettings(text);
        settings.split();
        List<String> words = settings.words;
        List<String> values = new ArrayList<>();
        for (int i = 0; i + 2 < words.size(); i++) {
            String value = words.get(i + 1);
            if (isProxy(words.get(i)) && words.get(i + 2).equals(";") && !"{};".contains(value)) {
                values.add(value);
            }
        }
        return values;
    }

    /** {@code Proxy}, perhaps with a scope before it and a host behind it. */
    private static boolean isProxy(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(PROXY); at >= 0; at = lower.indexOf(PROXY, at + 1)) {
            int end = at + PROXY.length();
            boolean starts = at == 0 || !isOfName(lower.charAt(at - 1));
            boolean ends =
                    end == lower.length()
                            || (lower.startsWith("::", end) && end + 2 < lower.length());
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isComment(at)) {
                at = end(at, "\n");
            } else if (text.startsWith("/*", at)) {
                at = end(at, "*/");
            } else if (c == '"') {
                at = quoted(at);
            } else if (c == ';' || c == '{' || c == '}') {
                words.add(String.valueOf(c));
                at++;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                at = word(at);
            }
        }
    }

    private boolean isComment(int at) {
        return text.charAt(at) == '#' || text.startsWith("//", at);
    }

    /**
     * Behind the mark, or the end of the text: apt, too, takes what is not closed for a comment.
     */
    private int end(int from, String mark) {
        int end = text.indexOf(mark, from);
        return end < 0 ? text.length() : end + mark.length();
    }

    /** Texts in quotes may hold what looks like a comment; they end on their line. */
    private int quoted(int start) {
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            words.add(text.substring(start, end + 1));
            return end + 1;
        }
        return start + 1;
    }

    private int word(int start) {
        int end = start;
        while (end < text.length() && isOfWord(end)) {
            end++;
        }
        words.add(text.substring(start, end));
        return end;
    }

    private boolean isOfWord(int at) {
        char c = text.charAt(at);
        return !Character.isWhitespace(c)
                && ";{}\"".indexOf(c) < 0
                && !isComment(at)
                && !text.startsWith("/*", at);
    }
}
