package org.imagefactory.service.rest;

import java.util.Set;

/**
 * Hides the passwords in a template: the text of {@code rootpw} and {@code key}. A template may be
 * anything, broken XML as well, so this looks at nothing but the marks; in doubt it hides more.
 */
final class TemplateMask {

    private static final String HIDDEN = "********";
    private static final Set<String> SECRET = Set.of("rootpw", "key");

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private TemplateMask(String text) {
        this.text = text;
    }

    static String hide(String template) {
        TemplateMask mask = new TemplateMask(template);
        mask.run();
        return mask.out.toString();
    }

    private void run() {
        while (at < text.length()) {
            int mark = text.indexOf('<', at);
            if (mark < 0) {
                copyTo(text.length());
                return;
            }
            copyTo(mark);
            if (text.startsWith("<!--", at)) {
                copyBehind("-->");
            } else if (text.startsWith("<![CDATA[", at)) {
                copyBehind("]]>");
            } else if (text.startsWith("<?", at)) {
                copyBehind("?>");
            } else {
                element();
            }
        }
    }

    private void element() {
        String name = name(at + 1);
        int end = endOfTag();
        boolean empty = end < text.length() && end > 0 && text.charAt(end - 1) == '/';
        copyTo(Math.min(end + 1, text.length()));
        if (SECRET.contains(name) && !empty) {
            hideContent(name);
        }
    }

    /** Up to the tag that ends the element, which text in comments is not. */
    private void hideContent(String name) {
        int end = at;
        while (end < text.length() && !endsElement(end, name)) {
            if (text.startsWith("<!--", end)) {
                end = behind(end, "-->");
            } else if (text.startsWith("<![CDATA[", end)) {
                end = behind(end, "]]>");
            } else {
                end++;
            }
        }
        if (end > at) {
            out.append(HIDDEN);
        }
        at = end;
    }

    private boolean endsElement(int place, String name) {
        return text.startsWith("</", place) && name(place + 2).equals(name);
    }

    /** Of an element, without its prefix. */
    private String name(int begin) {
        int end = begin;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        String whole = text.substring(begin, end);
        return whole.substring(whole.lastIndexOf(':') + 1);
    }

    private static boolean isOfName(char c) {
        return c > ' ' && "<>/=\"'".indexOf(c) < 0;
    }

    /** Where the tag's last character is; values in quotes may hold one that looks like it. */
    private int endOfTag() {
        char quote = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return text.length();
    }

    private void copyBehind(String end) {
        copyTo(behind(at, end));
    }

    private int behind(int from, String end) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found + end.length();
    }

    private void copyTo(int end) {
        out.append(text, at, end);
        at = end;
    }
}
