package org.imagefactory.machine;

import org.imagefactory.error.HostException;

/** Waits for the end of a machine that was started, and listens to its console. */
public interface RunningMachine extends AutoCloseable {

    /** Whether it has really begun to run: not while a machine is being made. */
    boolean began();

    /**
     * Waits a while for its end. When it has come, the console has been read to its end.
     *
     * @return whether the machine has ended, whichever way: {@link VirtualMachine#state} tells
     * @throws MachineException it could not be started, or got lost
     * @throws HostException something that the engine needs is missing, or the console cannot be
     *     read
     */
    boolean ended(long milliseconds) throws MachineException, HostException, InterruptedException;

    /**
     * Stops waiting and listening; returns when all threads have ended. The machine need not end.
     */
    @Override
    void close();
}
