package org.imagefactory.exec;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process with everything it started. */
final class ProcessTree {

    /** Between looks at whether the processes have gone. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** After SIGKILL only a process stuck in the kernel stays. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    /** Once the root is gone its descendants cannot be found any more: they are collected first. */
    ProcessTree(ProcessHandle root) {
        known.add(root);
        collect();
    }

    /**
     * Asks all processes to end (SIGTERM), and after a grace period makes them (SIGKILL).
     * Interrupts are put off until the tree is dead.
     *
     * @return whether an interrupt came meanwhile; the flag is cleared
     */
    boolean kill(Duration grace) {
        known.forEach(ProcessHandle::destroy);
        boolean interruptedInGrace = await(grace, false);
        boolean interruptedLater = await(KILL_LIMIT, true);
        return interruptedInGrace || interruptedLater;
    }

    private boolean await(Duration limit, boolean forcibly) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        while (collect() && System.nanoTime() < deadline) {
            if (forcibly) {
                known.forEach(ProcessHandle::destroyForcibly);
            }
            try {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** Looks for new children and returns whether anything is alive. */
    private boolean collect() {
        for (ProcessHandle process : known.toArray(ProcessHandle[]::new)) {
            if (process.isAlive()) {
                process.descendants().forEach(known::add);
            }
        }
        known.removeIf(process -> !process.isAlive());
        return !known.isEmpty();
    }
}
