package org.imagefactory.machine;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.Fact;

/**
 * A machine by its definition, from before it exists until it is gone. In this order: {@link
 * #acquire}, {@link #start}, the questions. What it says of itself is not trusted.
 */
public interface VirtualMachine {

    /** The name of its definition. */
    String name();

    /** What the engine chose for it, in the order to be told: {@code virt-type} and the like. */
    Map<Fact, String> facts();

    /**
     * Removes what a killed build left of such a machine, takes what the machine needs, and sees to
     * it that machine and all are gone when the stack unwinds.
     *
     * @throws BuildException the host or what it talks to cannot run machines
     */
    void acquire(CleanupStack cleanup) throws BuildException, InterruptedException;

    /**
     * Starts it; what it writes to its serial console is passed on from now on, from another
     * thread. An engine that can only ask for the console's content now and then passes each byte
     * on once.
     */
    RunningMachine start(ConsoleReader console);

    /**
     * The same for a machine whose guest speaks beside its console, too.
     *
     * @param port hears what the guest of a {@link CustomisationMachine} writes to its port, or
     *     what an installer tells of its log; nothing where an engine has no way to it
     */
    RunningMachine start(ConsoleReader console, ConsoleReader port);

    /** How it is now, or how it ended; empty when the engine does not know. */
    Optional<MachineState> state() throws InterruptedException;

    /** What it has done so far; empty when the engine does not know. */
    Optional<Activity> activity() throws InterruptedException;

    /** The agent in its guest, which need not be there; empty where an engine has no way to one. */
    Optional<GuestAgent> agent();

    /**
     * Presses its power button, once. What becomes of it shows by the machine's end.
     *
     * @throws MachineException it does not run, or the engine cannot
     */
    void pressPowerButton() throws MachineException, InterruptedException;

    /** Where the guest's SSH server could be reached; empty as long as it cannot. */
    Optional<InetSocketAddress> sshAddress() throws InterruptedException;

    /**
     * What may explain a failure of it.
     *
     * @param runner that programs are to be run by: it ends them in time and hides secrets
     */
    List<Clue> clues(ProcessRunner runner);

    /**
     * Sees to it that the disk that it wrote lies where its definition says. It has to be off.
     *
     * @throws BuildException it cannot be had
     */
    void fetchDisk() throws BuildException, InterruptedException;
}
