package org.imagefactory.steps;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.imagefactory.console.BootMonitor;
import org.imagefactory.console.ConsoleLog;
import org.imagefactory.console.ConsoleReader;
import org.imagefactory.customisation.CustomisationMonitor;
import org.imagefactory.error.BuildException;
import org.imagefactory.evidence.Evidence;
import org.imagefactory.machine.CustomisationMachine;
import org.imagefactory.machine.Engine;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.report.BuildListener;

/**
 * Runs a machine whose system customises itself; the machine and everything that is made for it are
 * gone when this returns, whichever way.
 *
 * @param consoleLog gets what the system writes to its serial console
 */
record CustomisationRun(Engine engine, Evidence evidence, Path consoleLog, LongSupplier nanoTime) {

    /**
     * @param beginning after which the script must have said something
     * @param words hears it
     * @throws BuildException something failed in the system or took too long, or the host cannot
     *     run a machine
     */
    void run(
            CustomisationMachine definition,
            Duration beginning,
            CustomisationMonitor words,
            BuildListener listener)
            throws BuildException, InterruptedException {
        CleanupStack cleanup = new CleanupStack();
        boolean done = false;
        try {
            VirtualMachine machine = engine.machine(definition, listener);
            machine.acquire(cleanup);
            evidence.collectOnFailure(
                    new Evidence.Source(
                            "customise", machine, consoleLog, Optional.empty(), Optional.empty()),
                    cleanup,
                    listener);
            watch(definition, beginning, machine, words, listener);
            machine.fetchDisk();
            done = true;
        } finally {
            cleanup.unwind(done, listener::warning);
        }
    }

    private void watch(
            CustomisationMachine definition,
            Duration beginning,
            VirtualMachine machine,
            CustomisationMonitor words,
            BuildListener listener)
            throws BuildException, InterruptedException {
        BootMonitor boot = new BootMonitor(listener);
        ConsoleReader both = new Both(boot, words.reader());
        CustomisationWatch.Limits limits =
                new CustomisationWatch.Limits(
                        beginning,
                        definition.limit(),
                        definition.folder(),
                        definition.machine().engine().hearsAll());
        try (ConsoleLog console = new ConsoleLog(consoleLog, both);
                RunningMachine guest = machine.start(console, words.reader())) {
            new CustomisationWatch(
                            limits,
                            engine.name(definition.machine()),
                            machine,
                            guest,
                            console,
                            boot,
                            words,
                            nanoTime)
                    .untilOff();
        }
    }

    /** Two who read the same console. */
    private record Both(ConsoleReader one, ConsoleReader other) implements ConsoleReader {

        @Override
        public void feed(ByteBuffer bytes) {
            one.feed(bytes.duplicate());
            other.feed(bytes);
        }

        @Override
        public void missed() {
            one.missed();
            other.missed();
        }

        @Override
        public void end() {
            one.end();
            other.end();
        }
    }
}
