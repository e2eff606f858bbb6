package org.imagefactory.freshness;

import java.util.Locale;
import org.imagefactory.report.Component;

/**
 * A reason to build an image.
 *
 * @param subject what it is about, in words
 * @param kind what has become of it
 * @param detail more about it; may be empty
 */
public record Change(String subject, Kind kind, String detail) {

    /** What can become of something. */
    public enum Kind {
        NEW("is new"),
        CHANGED("changed"),
        GONE("is gone"),
        UNKNOWN("cannot be told"),
        FAILED("failed"),
        OLD("is old"),
        VULNERABLE("is vulnerable");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** One word, for programs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Change of(Component component, Kind kind) {
        return new Change(component.toString(), kind, "");
    }

    /** A clause: "setting ram changed". */
    public String text() {
        return subject + " " + kind.words + (detail.isEmpty() ? "" : ": " + detail);
    }
}
