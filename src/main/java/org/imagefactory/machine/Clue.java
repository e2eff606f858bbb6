package org.imagefactory.machine;

import java.nio.file.Path;

/** One thing that an engine has to tell about a machine, to be kept in a file. */
public sealed interface Clue {

    /** What is done to get it: completes "could not …". */
    String task();

    /** The name of the file. */
    String file();

    /** What an engine knows. */
    record Text(String task, String file, Question question) implements Clue {}

    /** A text that lies on this host, of any length. */
    record TextFile(String task, String file, Path source) implements Clue {}

    /** What the machine's screen shows, as PNG. */
    record Picture(String task, String file, Shot shot) implements Clue {}

    /** Gets a text. */
    @FunctionalInterface
    interface Question {
        String answer() throws Exception;
    }

    /** Writes a PNG to a file that does not exist; on failure it is not there. */
    @FunctionalInterface
    interface Shot {
        void write(Path png) throws Exception;
    }
}
