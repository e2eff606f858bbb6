package org.imagefactory.steps;

import java.util.List;
import java.util.function.LongSupplier;
import org.imagefactory.console.BootMonitor;
import org.imagefactory.console.ConsoleLog;
import org.imagefactory.error.BuildException;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;

/**
 * Boots an image on a throw-away disk until it proves itself. The image is opened for reading only;
 * the machine and everything that is made for it are gone when this returns, whichever way.
 */
final class BootTester {

    private final Engine engine;
    private final LongSupplier nanoTime;

    /** May register what has to be undone before a machine is removed. */
    @FunctionalInterface
    interface BeforeStart {
        void accept(VirtualMachine machine, CleanupStack cleanup);
    }

    /**
     * @param engine runs the machine
     * @param nanoTime a clock that never jumps, in nanoseconds
     */
    BootTester(Engine engine, LongSupplier nanoTime) {
        this.engine = engine;
        this.nanoTime = nanoTime;
    }

    /** What only the host can tell is filled in with the most likely choice. */
    List<String> preview(BootSubject subject) {
        return engine.preview(subject.definition());
    }

    /**
     * @throws BuildException the image did not boot, something failed in it, or the host cannot run
     *     a machine
     */
    BootResult run(BootSubject subject, BuildListener listener, BeforeStart before)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        boolean passed = false;
        try {
            BootResult result = boot(subject, cleanup, listener, before);
            passed = true;
            return result;
        } finally {
            cleanup.unwind(passed, listener::warning);
        }
    }

    private BootResult boot(
            BootSubject subject, CleanupStack cleanup, BuildListener listener, BeforeStart before)
            throws BuildException, InterruptedException {
        VirtualMachine machine = engine.machine(subject.definition(), listener);
        machine.acquire(cleanup);
        before.accept(machine, cleanup);

        BootMonitor monitor = new BootMonitor(listener);
        try (ConsoleLog console = new ConsoleLog(subject.consoleLog(), monitor);
                RunningMachine guest = machine.start(console);
                ActivityProbe activity = new ActivityProbe(machine);
                BootProbe probe = new BootProbe(machine, subject.check().proof())) {
            BootGuest running =
                    new BootGuest(
                            subject,
                            engine.name(subject.definition().machine()),
                            machine,
                            guest,
                            console,
                            monitor,
                            activity,
                            new GuestClock(nanoTime),
                            listener);
            return new BootWatch(running, probe).untilProven(listener);
        }
    }
}
