package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as the installer does: like a shell, without expansion. A number sign
 * that is not quoted begins a comment, even within a word.
 */
final class KickstartWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private KickstartWords(String line) {
        this.line = line;
    }

    /**
     * @throws IllegalArgumentException a quotation mark is not closed, or nothing is behind the
     *     last backslash
     */
    static List<String> split(String line) {
        KickstartWords words = new KickstartWords(line);
        words.read();
        return words.words;
    }

    private void read() {
        while (position < line.length()) {
            char c = line.charAt(position++);
            switch (c) {
                case '#' -> position = line.length();
                case ' ', '\t', '\r' -> end();
                case '\'' -> {
                    inWord = true;
                    singleQuoted();
                }
                case '"' -> {
                    inWord = true;
                    doubleQuoted();
                }
                case '\\' -> {
                    inWord = true;
                    word.append(next("a line cannot be continued"));
                }
                default -> {
                    inWord = true;
                    word.append(c);
                }
            }
        }
        end();
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void singleQuoted() {
        for (char c = quoted(); c != '\''; c = quoted()) {
            word.append(c);
        }
    }

    private void doubleQuoted() {
        for (char c = quoted(); c != '"'; c = quoted()) {
            if (c == '\\') {
                char escaped = quoted();
                if (escaped != '"' && escaped != '\\') {
                    word.append(c);
                }
                word.append(escaped);
            } else {
                word.append(c);
            }
        }
    }

    private char quoted() {
        return next("a quotation mark is not closed");
    }

    private char next(String problem) {
        if (position == line.length()) {
            throw new IllegalArgumentException(problem);
        }
        return line.charAt(position++);
    }
}
