package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.imagefactory.console.ConsoleLog;
import org.imagefactory.console.ConsoleMonitor;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.error.TimeLimitException;
import org.imagefactory.machine.Activity;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.MachineState;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Limits;

/** Waits for the end of an installation, and ends one that cannot come to a good end. */
final class InstallationWatch {

    private static final int TICK_MILLISECONDS = 250;

    /** How often the engine is asked, while the console says nothing. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);

    /** An idle guest gets router advertisements and the like: fewer packets are no traffic. */
    private static final int MIN_PACKETS = 10;

    private final Limits limits;
    private final Workspace workspace;
    private final String starter;
    private final VirtualMachine machine;
    private final RunningMachine guest;
    private final ConsoleLog console;
    private final ConsoleMonitor monitor;
    private final ConsoleWatch words;
    private final LongSupplier nanoTime;

    private long lastActivity;
    private long lastSample;
    private long news;
    private Optional<Activity> activity = Optional.empty();

    /**
     * @param starter of the machine, for messages
     */
    InstallationWatch(
            Limits limits,
            Workspace workspace,
            String starter,
            VirtualMachine machine,
            RunningMachine guest,
            ConsoleLog console,
            ConsoleMonitor monitor,
            ConsoleWatch words,
            LongSupplier nanoTime) {
        this.limits = limits;
        this.workspace = workspace;
        this.starter = starter;
        this.machine = machine;
        this.guest = guest;
        this.console = console;
        this.monitor = monitor;
        this.words = words;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns when the machine has switched itself off.
     *
     * @throws TimeLimitException it took too long or did nothing any more
     * @throws InstallationException the guest failed, asked a question or was stopped from outside
     * @throws HostException the machine could not be started or not go on
     */
    void untilOff() throws BuildException, InterruptedException {
        long start = nanoTime.getAsLong();
        lastActivity = start;
        lastSample = start;
        while (!guestEnded()) {
            long now = nanoTime.getAsLong();
            checkConsole();
            look(now);
            words.check(now, now - lastActivity);
            checkLimits(now - start, now - lastActivity);
        }
        checkConsole();
        words.checkAtEnd();
        checkEnd();
    }

    private boolean guestEnded() throws BuildException, InterruptedException {
        try {
            return guest.ended(TICK_MILLISECONDS);
        } catch (MachineException e) {
            throw machineFailed(e);
        }
    }

    /** A machine that never ran is the host's fault; of one that ran, nobody knows. */
    private BuildException machineFailed(MachineException e) {
        return console.heard() || e.ran()
                ? new InstallationException(
                        "the installation failed: " + e.reason() + words.lastLines(),
                        "see the log and " + workspace.publishedConsoleLog(),
                        e)
                : new HostException(
                        starter + " could not start the machine: " + e.reason(), e.advice(), e);
    }

    private void checkConsole() throws HostException {
        Optional<IOException> problem = console.problem();
        if (problem.isPresent()) {
            throw new HostException(
                    "cannot read or log the serial console: " + problem.get(),
                    "is there space left in " + workspace.staging() + "?",
                    problem.get());
        }
    }

    /**
     * Asks the engine only when the console is silent: as long as it speaks, the guest is alive.
     */
    private void look(long now) throws BuildException, InterruptedException {
        long currentNews = monitor.news();
        if (currentNews != news) {
            news = currentNews;
            lastActivity = now;
        }
        long quiet = now - Math.max(lastActivity, lastSample);
        if (quiet < SAMPLE_INTERVAL.toNanos()) {
            return;
        }
        lastSample = now;
        Optional<Activity> newActivity = machine.activity();
        Optional<Path> unwritable = newActivity.flatMap(Activity::unwritable);
        if (unwritable.isPresent()) {
            throw new HostException(
                    "the machine was stopped because its disk could not be written: "
                            + unwritable.get(),
                    "make space in " + workspace.staging());
        }
        if (newActivity.isPresent() && moved(newActivity.get())) {
            lastActivity = now;
        }
        activity = newActivity;
    }

    private boolean moved(Activity now) {
        if (activity.isEmpty() || activity.get().diskBytes() != now.diskBytes()) {
            return true;
        }
        OptionalLong before = activity.get().packets();
        return now.packets().isPresent()
                && before.isPresent()
                && Math.abs(now.packets().getAsLong() - before.getAsLong()) >= MIN_PACKETS;
    }

    private void checkLimits(long running, long idle) throws TimeLimitException {
        if (running > limits.installation().toNanos()) {
            throw new TimeLimitException(
                    "the installation took longer than %d s (%s)%s%s"
                            .formatted(
                                    limits.installation().toSeconds(),
                                    Field.INSTALLATION_LIMIT,
                                    inPhase(),
                                    words.lastLines()),
                    "if it only needs more time, raise " + Field.INSTALLATION_LIMIT);
        }
        if (idle > limits.inactivity().toNanos()) {
            String what = console.heard() ? "did nothing" : "showed nothing on the serial console";
            throw new TimeLimitException(
                    "the installation %s for %d s (%s)%s%s"
                            .formatted(
                                    what,
                                    limits.inactivity().toSeconds(),
                                    Field.INACTIVITY_LIMIT,
                                    inPhase(),
                                    words.lastLines()),
                    "perhaps the installer asked something that the answer file leaves open");
        }
    }

    private void checkEnd() throws BuildException, InterruptedException {
        Optional<MachineState> state = machine.state();
        if (state.isEmpty()) {
            return;
        }
        String text = state.get().text();
        switch (state.get().kind()) {
            case CRASHED ->
                    throw new InstallationException(
                            "the machine crashed (%s)%s".formatted(text, words.lastLines()),
                            "QEMU's own log may tell why; was the host short of memory?");
            case STOPPED ->
                    throw new InstallationException(
                            "the machine was stopped from outside (%s)%s"
                                    .formatted(text, inPhase()),
                            "");
            case FINE -> {}
        }
    }

    private String inPhase() {
        return monitor.phase().map(phase -> " during: " + phase).orElse("");
    }
}
