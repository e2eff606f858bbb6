package org.imagefactory.steps;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.imagefactory.console.BootMonitor;
import org.imagefactory.console.ConsoleLog;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.machine.Activity;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.MachineState;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;

/** The machine of a boot test while it runs: whether it still does, and how long it has had. */
final class BootGuest {

    private static final int TICK_MILLISECONDS = 250;
    private static final int SCREEN_LINES = 10;

    /** How often the engine is asked whether the host can still write the disk. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);

    private final BootSubject subject;
    private final String starter;
    private final VirtualMachine machine;
    private final RunningMachine guest;
    private final ConsoleLog console;
    private final BootMonitor monitor;
    private final ActivityProbe activity;
    private final GuestClock clock;
    private final BuildListener listener;

    /** When the last question was put, and the one that was answered last. */
    private long asked;

    private long answered;

    /** Since when the guest may have had too much time. */
    private OptionalLong doubt = OptionalLong.empty();

    /**
     * @param starter of the machine, for messages
     */
    BootGuest(
            BootSubject subject,
            String starter,
            VirtualMachine machine,
            RunningMachine guest,
            ConsoleLog console,
            BootMonitor monitor,
            ActivityProbe activity,
            GuestClock clock,
            BuildListener listener) {
        this.subject = subject;
        this.starter = starter;
        this.machine = machine;
        this.guest = guest;
        this.console = console;
        this.monitor = monitor;
        this.activity = activity;
        this.clock = clock;
        this.listener = listener;
        this.asked = clock.now();
        this.answered = asked;
    }

    BootSubject subject() {
        return subject;
    }

    BootMonitor monitor() {
        return monitor;
    }

    GuestClock clock() {
        return clock;
    }

    /** Whether the machine has really begun to run. */
    boolean began() {
        return guest.began();
    }

    /** Whether anything came on the console. */
    boolean heard() {
        return console.heard();
    }

    /** How the machine is, or how it ended, in the engine's words. */
    String state() throws InterruptedException {
        return machine.state().map(MachineState::text).orElse("state unknown");
    }

    /** Whether the machine ended by a failure of its own. */
    boolean crashed() throws InterruptedException {
        return machine.state().filter(s -> s.kind() == MachineState.Kind.CRASHED).isPresent();
    }

    /** See {@link VirtualMachine#pressPowerButton}. */
    void pressPowerButton() throws MachineException, InterruptedException {
        machine.pressPowerButton();
    }

    /**
     * Waits for a moment.
     *
     * @return whether the machine has ended
     * @throws ImageCheckException the machine failed
     * @throws HostException it could not be started or cannot go on, or its console is not read
     */
    boolean ended() throws BuildException, InterruptedException {
        boolean ended;
        try {
            ended = guest.ended(TICK_MILLISECONDS);
        } catch (MachineException e) {
            throw machineFailed(e);
        }
        MachineHost.requireConsole(console, "for " + subject.consoleLog());
        if (!ended) {
            look();
        }
        return ended;
    }

    /** A machine that never ran is the host's fault; of one that ran, nobody knows. */
    private BuildException machineFailed(MachineException e) {
        return console.heard()
                ? new ImageCheckException(
                        "the boot test's machine failed: " + e.reason() + lastScreen(), "", e)
                : new HostException(
                        "%s could not start the machine of the boot test: %s"
                                .formatted(starter, e.reason()),
                        e.advice(),
                        e);
    }

    private void look() throws HostException {
        Optional<ActivityProbe.Answer> answer = activity.take();
        if (answer.isPresent()) {
            answered = asked;
            Optional<Activity> known = answer.get().activity();
            if (known.isPresent()) {
                clock.starved(known.get().starved());
                MachineHost.requireWritable(known.get(), subject.definition().folder());
            }
        }
        if (clock.now() - asked >= SAMPLE_INTERVAL.toNanos()) {
            ask();
            listener.on(new BuildEvent.Pulse(OptionalLong.empty()));
        }
    }

    private void ask() {
        long now = clock.now();
        if (activity.ask()) {
            asked = now;
        }
    }

    /**
     * Whether the guest has had more time than it may. What the host kept from it is asked for once
     * more before this is true, unless the engine does not answer.
     */
    boolean isOver(GuestClock.Mark since, Duration limit) {
        if (clock.guestTime(since).compareTo(limit) <= 0) {
            doubt = OptionalLong.empty();
            return false;
        }
        long now = clock.now();
        doubt = OptionalLong.of(doubt.orElse(now));
        if (answered >= doubt.getAsLong()
                || now - doubt.getAsLong() > ActivityProbe.PATIENCE.toNanos()) {
            return true;
        }
        if (asked < doubt.getAsLong()) {
            ask();
        }
        return false;
    }

    /** The last lines of the console, to be put behind a message; empty if it showed nothing. */
    String lastScreen() {
        return Indented.screen(monitor.lastLines(SCREEN_LINES));
    }
}
