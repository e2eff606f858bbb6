package org.imagefactory.libvirt;

import java.io.IOException;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.RunningMachine;

/** virt-install at work, and the console of its machine. */
final class DomainRun implements RunningMachine {

    private static final int DRAIN_MILLISECONDS = 5_000;

    private final ConsoleSocket console;
    private final VirtInstallProcess process;

    private DomainRun(ConsoleSocket console, VirtInstallProcess process) {
        this.console = console;
        this.process = process;
    }

    /** Listens first: what a guest says before somebody listens is lost. */
    static DomainRun begin(ConsoleSocket console, VirtInstallProcess process) {
        console.start();
        process.start();
        return new DomainRun(console, process);
    }

    @Override
    public boolean began() {
        return console.found();
    }

    @Override
    public boolean ended(long milliseconds)
            throws MachineException, HostException, InterruptedException {
        boolean ended = processEnded(milliseconds);
        if (ended) {
            console.drain(DRAIN_MILLISECONDS);
        }
        Optional<IOException> problem = console.problem();
        if (problem.isPresent()) {
            throw new HostException(
                    "cannot read or log the serial console: " + problem.get(),
                    "may this user open the sockets that libvirt makes?",
                    problem.get());
        }
        return ended;
    }

    private boolean processEnded(long milliseconds)
            throws MachineException, HostException, InterruptedException {
        try {
            return process.ended(milliseconds);
        } catch (MissingProgramException e) {
            throw new HostException(String.valueOf(e.getMessage()), "", e);
        } catch (CommandException e) {
            String reason =
                    e instanceof CommandFailedException failed
                            ? VirtInstallError.reason(failed)
                            : String.valueOf(e.getMessage());
            throw new MachineException(
                    reason, VirtInstallError.advice(reason), reason.contains("has crashed"), e);
        }
    }

    @Override
    public void close() {
        process.close();
        console.close();
    }
}
