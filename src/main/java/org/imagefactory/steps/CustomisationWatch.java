package org.imagefactory.steps;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.imagefactory.console.BootMonitor;
import org.imagefactory.console.ConsoleLog;
import org.imagefactory.customisation.CustomisationMonitor;
import org.imagefactory.customisation.Item;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.InstallationException;
import org.imagefactory.error.TimeLimitException;
import org.imagefactory.machine.Activity;
import org.imagefactory.machine.MachineException;
import org.imagefactory.machine.MachineState;
import org.imagefactory.machine.RunningMachine;
import org.imagefactory.machine.VirtualMachine;
import org.imagefactory.spec.Field;

/** Waits until a system has customised itself, and ends what cannot come to a good end. */
final class CustomisationWatch {

    private static final int TICK_MILLISECONDS = 250;
    private static final int LAST_LINES = 20;
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);

    /** What a system may take to switch itself off, when all is done. */
    private static final Duration LAST_MOMENTS = Duration.ofMinutes(10);

    private final Limits limits;
    private final String starter;
    private final VirtualMachine machine;
    private final RunningMachine guest;
    private final ConsoleLog console;
    private final BootMonitor boot;
    private final CustomisationMonitor words;
    private final LongSupplier nanoTime;
    private long lastSample;
    private long since;
    private int finished = -1;

    /**
     * How long it may take.
     *
     * @param beginning until the script says something
     * @param all from the start of the machine to its end
     * @param folder of the disk, for messages
     * @param hearsAll whether the script's last words are sure to be heard; where they are not the
     *     disk tells whether it came to its end
     */
    record Limits(Duration beginning, Duration all, Path folder, boolean hearsAll) {}

    /**
     * @param starter of the machine, for messages
     * @param boot reads the console, too
     */
    CustomisationWatch(
            Limits limits,
            String starter,
            VirtualMachine machine,
            RunningMachine guest,
            ConsoleLog console,
            BootMonitor boot,
            CustomisationMonitor words,
            LongSupplier nanoTime) {
        this.limits = limits;
        this.starter = starter;
        this.machine = machine;
        this.guest = guest;
        this.console = console;
        this.boot = boot;
        this.words = words;
        this.nanoTime = nanoTime;
    }

    /**
     * Returns when all is done and the machine has switched itself off.
     *
     * @throws TimeLimitException something took too long
     * @throws InstallationException something failed in the system
     * @throws HostException the machine could not be started or not go on
     */
    void untilOff() throws BuildException, InterruptedException {
        long start = nanoTime.getAsLong();
        since = start;
        lastSample = start;
        while (!ended()) {
            long now = nanoTime.getAsLong();
            checkGuest();
            checkDisk(now);
            checkLimits(now - start, now);
        }
        checkGuest();
        if (!words.done() && (limits.hearsAll() || words.finished() == 0)) {
            throw new InstallationException(
                    "the machine switched itself off (%s) before the customisation was done%s%s"
                            .formatted(
                                    machine.state().map(MachineState::text).orElse("state unknown"),
                                    during(),
                                    lastOutput()),
                    "");
        }
    }

    private boolean ended() throws BuildException, InterruptedException {
        try {
            return guest.ended(TICK_MILLISECONDS);
        } catch (MachineException e) {
            throw console.heard() || e.ran()
                    ? new InstallationException(
                            "the customisation failed: " + e.reason() + during() + lastOutput(),
                            "",
                            e)
                    : new HostException(
                            "%s could not start the machine of the customisation: %s"
                                    .formatted(starter, e.reason()),
                            e.advice(),
                            e);
        }
    }

    private void checkGuest() throws BuildException {
        MachineHost.requireConsole(console, "in " + limits.folder());
        if (words.failure().isPresent()) {
            throw new InstallationException(
                    "the customisation failed: %s ended with status %d%s"
                            .formatted(
                                    words.latest().named(),
                                    words.failure().getAsInt(),
                                    lastOutput()),
                    "");
        }
        if (words.restarted()) {
            throw new InstallationException(
                    "the customisation failed: the system was restarted" + during() + lastOutput(),
                    "no command may restart it");
        }
        Optional<String> deadEnd = boot.failure();
        if (deadEnd.isPresent() && !words.done()) {
            throw new InstallationException(
                    "the customisation failed: " + deadEnd.get() + during() + lastScreen(), "");
        }
    }

    private void checkDisk(long now) throws BuildException, InterruptedException {
        if (now - lastSample < SAMPLE_INTERVAL.toNanos()) {
            return;
        }
        lastSample = now;
        Optional<Activity> activity = machine.activity();
        if (activity.isPresent()) {
            MachineHost.requireWritable(activity.get(), limits.folder());
        }
    }

    private void checkLimits(long running, long now) throws TimeLimitException {
        int count = words.heard() ? words.finished() : -1;
        if (count != finished) {
            finished = count;
            since = now;
        }
        if (!words.heard() && now - since > limits.beginning().toNanos()) {
            throw new TimeLimitException(
                    "the installed system did not begin its customisation within %d s (%s)%s"
                            .formatted(
                                    limits.beginning().toSeconds(), Field.BOOT_LIMIT, lastScreen()),
                    "does it boot? if it only needs more time, raise " + Field.BOOT_LIMIT);
        }
        if (words.current().isPresent()) {
            Item item = words.latest();
            if (now - since > item.limit().toNanos()) {
                throw new TimeLimitException(
                        "the customisation failed: %s took longer than %d s%s"
                                .formatted(item.named(), item.limit().toSeconds(), lastOutput()),
                        "");
            }
        }
        if (words.done() && now - since > LAST_MOMENTS.toNanos()) {
            throw new TimeLimitException(
                    "the customised system did not switch itself off within %d s%s"
                            .formatted(LAST_MOMENTS.toSeconds(), lastScreen()),
                    "");
        }
        if (running > limits.all().toNanos()) {
            throw new TimeLimitException(
                    "the customisation took longer than %d s%s%s"
                            .formatted(limits.all().toSeconds(), during(), lastOutput()),
                    "");
        }
    }

    private String during() {
        return words.current().isPresent() ? " during " + words.latest().named() : "";
    }

    private String lastOutput() {
        return words.current().isPresent()
                ? Indented.under("its last output", words.lastLines(LAST_LINES))
                : lastScreen();
    }

    private String lastScreen() {
        return Indented.screen(boot.lastLines(LAST_LINES));
    }
}
