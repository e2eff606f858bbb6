package org.imagefactory.console;

import java.nio.ByteBuffer;

/** Takes what a machine writes to its serial console; the bytes are not trusted. */
public interface ConsoleReader {

    /** Takes the next bytes of the console, all that remain; they may end anywhere. */
    void feed(ByteBuffer bytes);

    /** Before the next bytes there were others, which nobody heard. */
    default void missed() {}

    /** Nothing comes any more: what is unfinished is complete. */
    void end();
}
