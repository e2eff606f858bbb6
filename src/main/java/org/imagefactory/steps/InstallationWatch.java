package org.imagefactory.steps;

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
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Limits;

/**
 * Waits for the end of an installation, tells several times a minute that it goes on, and ends one
 * that cannot come to a good end.
 */
final class InstallationWatch {

    /** A guest has to try hard to bring QEMU down. */
    static final String CRASH_ADVICE = "QEMU's own log may tell why; was the host short of memory?";

    private static final int TICK_MILLISECONDS = 250;

    /** How often the engine is asked while the console says nothing, and a pulse is given. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);

    /** How often it is asked in any case. */
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(30);

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
    private final ActivityProbe probe;
    private final BuildListener listener;
    private final LongSupplier nanoTime;

    private long lastActivity;
    private long lastSample;
    private long lastPulse;
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
            ActivityProbe probe,
            BuildListener listener,
            LongSupplier nanoTime) {
        this.limits = limits;
        this.workspace = workspace;
        this.starter = starter;
        this.machine = machine;
        this.guest = guest;
        this.console = console;
        this.monitor = monitor;
        this.words = words;
        this.probe = probe;
        this.listener = listener;
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
        lastPulse = start;
        while (!guestEnded()) {
            long now = nanoTime.getAsLong();
            checkConsole();
            look(now);
            pulse(now);
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
        MachineHost.requireConsole(console, "in " + workspace.staging());
    }

    /** As long as the console speaks the guest is alive; else the engine tells. */
    private void look(long now) throws HostException {
        long currentNews = monitor.news();
        if (currentNews != news) {
            news = currentNews;
            lastActivity = now;
        }
        boolean silent = now - Math.max(lastActivity, lastSample) >= SAMPLE_INTERVAL.toNanos();
        if ((silent || now - lastSample >= LONGEST_INTERVAL.toNanos()) && probe.ask()) {
            lastSample = now;
        }
        Optional<ActivityProbe.Answer> answer = probe.take();
        if (answer.isPresent()) {
            heard(answer.get().activity(), now);
        }
    }

    private void heard(Optional<Activity> answer, long now) throws HostException {
        if (answer.isPresent()) {
            MachineHost.requireWritable(answer.get(), workspace.staging());
            if (moved(answer.get())) {
                lastActivity = now;
            }
        }
        activity = answer;
    }

    private void pulse(long now) {
        if (now - lastPulse >= SAMPLE_INTERVAL.toNanos()) {
            lastPulse = now;
            listener.on(
                    new BuildEvent.Pulse(
                            activity.isPresent()
                                    ? OptionalLong.of(activity.get().written())
                                    : OptionalLong.empty()));
        }
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
                            CRASH_ADVICE);
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
