package org.imagefactory.manifest;

/**
 * What one look at an image's proofs found.
 *
 * @param grade how good it is
 * @param text what was looked at and found, printable
 */
public record Verdict(Grade grade, String text) {

    /** How good a verdict is. */
    public enum Grade {
        /** Proved. */
        OK,
        /** Not proved, but nothing is wrong. */
        NOTE,
        /** The image must not be used. */
        ERROR
    }

    /** Whether the image must not be used. */
    public boolean isError() {
        return grade == Grade.ERROR;
    }
}
