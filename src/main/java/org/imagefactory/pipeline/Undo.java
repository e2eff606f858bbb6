package org.imagefactory.pipeline;

/** Gives back one acquired thing. */
@FunctionalInterface
public interface Undo {

    /**
     * @throws Exception whatever goes wrong; the stack turns it into a warning
     */
    void run() throws Exception;
}
