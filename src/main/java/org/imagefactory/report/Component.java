package org.imagefactory.report;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.Field;

/**
 * Something that makes a difference to what a build makes. Builds remember a digest of each, so
 * that the next one knows what has changed.
 *
 * @param kind what it is
 * @param name which one of its kind
 */
public record Component(Kind kind, String name) {

    /** The kinds of components. */
    public enum Kind {
        /** This program; the name says no more. */
        TOOL("program"),
        /** What a field of the specification says; its stable name. */
        FIELD("setting"),
        /** The same in the asker's words: builds of earlier versions remember only these. */
        SETTING("setting"),
        /** Where to and how the image is uploaded; the name of the section. */
        DESTINATION("destination"),
        /** The content of the answer file; its path. */
        ANSWERS("answer file"),
        /** A file of the installer; the key that names its source. */
        INSTALLER("installer file"),
        /** A file that tells of the packages of a mirror; its URI without credentials. */
        WATCHED("watched file");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What messages call it. */
        public String words() {
            return words;
        }

        /** One word. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern SUITE = Pattern.compile(".*/dists/(\\S+)/(?:In)?Release");

    /** What stands for it in a file; {@link #parse} reads it. */
    public String key() {
        return kind.key() + " " + name;
    }

    /** What {@link #key()} wrote; empty for anything else. */
    public static Optional<Component> parse(String key) {
        for (Kind kind : Kind.values()) {
            if (key.startsWith(kind.key() + " ")) {
                return Optional.of(new Component(kind, key.substring(kind.key().length() + 1)));
            }
        }
        return Optional.empty();
    }

    /** What messages call it: a suite of Debian by its name, a field in marks. */
    @Override
    public String toString() {
        Matcher suite = SUITE.matcher(name);
        if (kind == Kind.WATCHED && suite.matches()) {
            return "%s (%s)".formatted(suite.group(1), name);
        }
        String word = kind == Kind.FIELD ? Field.marked(name) : name;
        return kind == Kind.TOOL ? name : kind.words() + " " + word;
    }
}
