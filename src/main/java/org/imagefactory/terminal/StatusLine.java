package org.imagefactory.terminal;

/** One line at the bottom of a terminal that is overwritten; nothing where there is no terminal. */
public interface StatusLine {

    /** Whether it is shown at all. */
    boolean hasStatusLine();

    /** Replaces the line; an empty text removes it. */
    void status(String text);
}
