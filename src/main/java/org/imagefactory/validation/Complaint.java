package org.imagefactory.validation;

import java.util.Comparator;

/**
 * Something that is wrong with an answer file.
 *
 * @param line where it is, from 1; 0 if that is not known
 * @param certain whether the installer is sure to fail, to stop or to ignore what was meant
 * @param text one sentence without a full stop
 */
public record Complaint(int line, boolean certain, String text) implements Comparable<Complaint> {

    /** More of a foreign text helps nobody. */
    private static final int LONGEST = 600;

    private static final Comparator<Complaint> ORDER =
            Comparator.comparingInt(Complaint::line)
                    .thenComparing(Complaint::text)
                    .thenComparing(Complaint::certain);

    public Complaint {
        text = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    /** What the installer will not do as meant. */
    public static Complaint error(int line, String text) {
        return new Complaint(line, true, text);
    }

    /** What may go well. */
    public static Complaint warning(int line, String text) {
        return new Complaint(line, false, text);
    }

    /** In the order of the file. */
    @Override
    public int compareTo(Complaint other) {
        return ORDER.compare(this, other);
    }

    /** With its line, if that is known. */
    @Override
    public String toString() {
        return line == 0 ? text : "line %d: %s".formatted(line, text);
    }
}
