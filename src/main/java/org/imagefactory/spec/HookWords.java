package org.imagefactory.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a hook's text into words by the quoting rules of a POSIX shell: {@code '…'}, {@code "…"}
 * and the backslash. Nothing is expanded: {@code $}, {@code *}, {@code ;} and {@code #} are
 * ordinary.
 */
public final class HookWords {

    private static final String ESCAPABLE_IN_QUOTES = "$`\"\\";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int next;

    private HookWords(String text) {
        this.text = text;
    }

    /**
     * @return at least one word
     * @throws IllegalArgumentException a quote that is not closed, a backslash at the end, or no
     *     word
     */
    public static List<String> split(String text) {
        HookWords splitter = new HookWords(text);
        splitter.run();
        if (splitter.words.isEmpty()) {
            throw new IllegalArgumentException("'%s' is not a command".formatted(text));
        }
        return List.copyOf(splitter.words);
    }

    private void run() {
        while (next < text.length()) {
            char c = text.charAt(next++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> add(take("a backslash at the end"));
                default -> add(c);
            }
        }
        endWord();
    }

    private void singleQuoted() {
        inWord = true;
        for (char c = inQuote('\''); c != '\''; c = inQuote('\'')) {
            word.append(c);
        }
    }

    private void doubleQuoted() {
        inWord = true;
        for (char c = inQuote('"'); c != '"'; c = inQuote('"')) {
            if (c == '\\') {
                char escaped = inQuote('"');
                if (ESCAPABLE_IN_QUOTES.indexOf(escaped) < 0) {
                    word.append('\\');
                }
                word.append(escaped);
            } else {
                word.append(c);
            }
        }
    }

    private char inQuote(char quote) {
        return take("a quote " + quote + " that is not closed");
    }

    private char take(String problem) {
        if (next >= text.length()) {
            throw new IllegalArgumentException("'%s' has %s".formatted(text, problem));
        }
        return text.charAt(next++);
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
