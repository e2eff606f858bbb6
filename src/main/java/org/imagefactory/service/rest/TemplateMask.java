package org.imagefactory.service.rest;

import java.util.Set;
import org.imagefactory.spec.Secrets;

/**
 * Hides the passwords in a template: the text of {@code rootpw} and {@code key}. A template may be
 * anything, broken XML as well, so this looks at nothing but the marks; in doubt it hides more.
 */
final class TemplateMask {

    private static final Set<String> SECRET = Set.of("rootpw", "key");

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    /** Of the comment that it is in, or of all. */
    private int end;

    private TemplateMask(String text) {
        this.text = text;
        this.end = text.length();
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
                comment();
            } else if (text.startsWith("<![CDATA[", at)) {
                copyBehind("]]>");
            } else if (text.startsWith("<?", at)) {
                copyBehind("?>");
            } else {
                element();
            }
        }
    }

    /** Elements that somebody has put into a comment have their secrets still. */
    private void comment() {
        int after = behind(at, "-->");
        end = after;
        copyTo(Math.min(at + "<!--".length(), end));
        while (at < end) {
            int mark = text.indexOf('<', at);
            if (mark < 0 || mark >= end) {
                copyTo(end);
            } else {
                copyTo(mark);
                if (SECRET.contains(name(at + 1))) {
                    element();
                } else {
                    copyTo(at + 1);
                }
            }
        }
        end = text.length();
    }

    private void element() {
        String name = name(at + 1);
        int last = endOfTag();
        boolean empty = last < end && last > 0 && text.charAt(last - 1) == '/';
        copyTo(Math.min(last + 1, end));
        if (SECRET.contains(name) && !empty) {
            hideContent(name);
        }
    }

    /** Up to the tag that ends the element, which text in comments is not. */
    private void hideContent(String name) {
        int last = at;
        while (last < end && !endsElement(last, name)) {
            if (text.startsWith("<!--", last)) {
                last = behind(last, "-->");
            } else if (text.startsWith("<![CDATA[", last)) {
                last = behind(last, "]]>");
            } else {
                last++;
            }
        }
        last = Math.min(last, end);
        if (last > at) {
            out.append(Secrets.MASK);
        }
        at = last;
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
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return end;
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
