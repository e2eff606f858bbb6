package org.imagefactory.exec;

/** Hears each line that a running command prints, from a thread of its own. */
@FunctionalInterface
public interface OutputListener {

    /** Does nothing; the lines still go to the log. */
    OutputListener NONE = (stream, line) -> {};

    /** Which of the two output streams a line came from. */
    enum Stream {
        OUT,
        ERR
    }

    /** One line without its line end; carriage returns separate lines too. */
    void line(Stream stream, String line);
}
