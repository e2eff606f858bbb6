package org.imagefactory.libvirt;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.imagefactory.console.ThreadEnd;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandResult;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/** virt-install on a thread of its own, waiting for its machine to end. */
final class VirtInstallProcess implements AutoCloseable {

    private final FutureTask<CommandResult> task;
    private final Thread thread;

    VirtInstallProcess(ProcessRunner runner, Command command, OutputListener listener) {
        task = new FutureTask<>(() -> runner.run(command, listener));
        thread = new Thread(task, Program.VIRT_INSTALL.command());
    }

    void start() {
        thread.start();
    }

    /**
     * Waits a while for virt-install to end.
     *
     * @return whether it did, with success
     * @throws CommandException it failed
     */
    boolean ended(long milliseconds) throws CommandException, InterruptedException {
        try {
            task.get(milliseconds, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandException failure) {
                throw failure;
            }
            throw new IllegalStateException("virt-install's runner failed", e);
        }
    }

    /** Kills virt-install if it still runs; returns when its thread has ended. */
    @Override
    public void close() {
        ThreadEnd.await(thread);
    }
}
