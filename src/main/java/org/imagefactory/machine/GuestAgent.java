package org.imagefactory.machine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A program inside a guest that can be asked to run others. What it says is the guest's word. */
public interface GuestAgent {

    /**
     * How a program of the guest ended.
     *
     * @param exitStatus of the program
     * @param output what it wrote to standard output
     */
    record Ended(int exitStatus, String output) {}

    /** Whether there is an agent that answers. */
    boolean answers() throws InterruptedException;

    /**
     * Starts a program of the guest.
     *
     * @param argv of plain words: no quote, no backslash
     * @return its process, for {@link #ended}
     * @throws IOException it cannot be started, or the answer makes no sense
     */
    String start(List<String> argv) throws IOException, InterruptedException;

    /**
     * @param process that was started
     * @return empty while it runs
     * @throws IOException the agent does not answer, or the answer makes no sense
     */
    Optional<Ended> ended(String process) throws IOException, InterruptedException;
}
