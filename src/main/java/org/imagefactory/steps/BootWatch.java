package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
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
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Field;

/**
 * Waits for the proof that an image boots, and ends a boot that cannot come to a good end.
 *
 * <p>A unit that failed is a failure. The guest's agent has the last word on that, since systemd
 * may have started a unit at a second attempt; where it cannot be asked, what the console says
 * counts.
 */
final class BootWatch {

    private static final int TICK_MILLISECONDS = 250;
    private static final int SCREEN_LINES = 10;
    private static final String NO_TEST =
            Field.BOOT_TEST + "=no publishes images that are not booted";

    /** How often the engine is asked whether the host can still write the disk. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(10);

    /** After another proof the agent, which starts at the same time, gets a moment to appear. */
    private static final Duration AGENT_GRACE = Duration.ofSeconds(5);

    private final BootSubject subject;
    private final String starter;
    private final VirtualMachine machine;
    private final RunningMachine guest;
    private final ConsoleLog console;
    private final BootMonitor monitor;
    private final BootProbe probe;
    private final LongSupplier nanoTime;

    private OptionalLong machineStart = OptionalLong.empty();
    private boolean promptBefore;
    private long lastSample;

    /**
     * @param starter of the machine, for messages
     */
    BootWatch(
            BootSubject subject,
            String starter,
            VirtualMachine machine,
            RunningMachine guest,
            ConsoleLog console,
            BootMonitor monitor,
            BootProbe probe,
            LongSupplier nanoTime) {
        this.subject = subject;
        this.starter = starter;
        this.machine = machine;
        this.guest = guest;
        this.console = console;
        this.monitor = monitor;
        this.probe = probe;
        this.nanoTime = nanoTime;
    }

    /**
     * @param listener hears notes
     * @throws ImageCheckException the image did not boot within its time, or something in it failed
     * @throws HostException the machine could not be started or not go on
     */
    BootResult untilProven(BuildListener listener) throws BuildException, InterruptedException {
        long start = nanoTime.getAsLong();
        lastSample = start;
        listener.progress("booting the image", OptionalInt.empty());
        while (true) {
            requireRunning();
            long now = nanoTime.getAsLong();
            noteStart(now);
            checkConsole();
            Optional<BootTest> proof = proof();
            if (proof.isPresent()) {
                Duration duration = Duration.ofNanos(now - machineStart.orElse(start));
                boolean asked = checkUnits(proof.get(), listener);
                return new BootResult(proof.get(), duration, asked);
            }
            checkDisk(now);
            if (now - machineStart.orElse(start) > subject.check().timeout().toNanos()) {
                throw tooLate();
            }
        }
    }

    private void requireRunning() throws BuildException, InterruptedException {
        boolean ended;
        try {
            ended = guest.ended(TICK_MILLISECONDS);
        } catch (MachineException e) {
            throw machineFailed(e);
        }
        if (ended) {
            checkConsole();
            throw new ImageCheckException(
                    "the image does not boot: the machine switched itself off (%s) before %s%s"
                            .formatted(
                                    machine.state().map(MachineState::text).orElse("state unknown"),
                                    wanted(),
                                    lastScreen()),
                    NO_TEST);
        }
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

    private void noteStart(long now) {
        if (machineStart.isEmpty() && guest.began()) {
            machineStart = OptionalLong.of(now);
            probe.start();
        }
    }

    private void checkConsole() throws BuildException {
        Optional<String> failure = monitor.failure();
        if (failure.isPresent()) {
            throw new ImageCheckException(
                    "the image does not boot: " + failure.get() + failedUnits() + lastScreen(),
                    NO_TEST);
        }
        Optional<IOException> problem = console.problem();
        if (problem.isPresent()) {
            throw new HostException(
                    "cannot read or log the serial console: " + problem.get(),
                    "is there space left for " + subject.consoleLog() + "?",
                    problem.get());
        }
    }

    /** A prompt has to stand for a moment: else it is the beginning of something longer. */
    private Optional<BootTest> proof() {
        boolean prompt = monitor.loginPrompt();
        boolean stands = prompt && promptBefore;
        promptBefore = prompt;
        if (stands && counts(BootTest.CONSOLE)) {
            return Optional.of(BootTest.CONSOLE);
        }
        if (probe.agentAnswered() && counts(BootTest.AGENT)) {
            return Optional.of(BootTest.AGENT);
        }
        return probe.sshGreeted() && counts(BootTest.SSH)
                ? Optional.of(BootTest.SSH)
                : Optional.empty();
    }

    private boolean counts(BootTest proof) {
        BootTest wanted = subject.check().proof();
        return wanted == proof || wanted == BootTest.AUTO;
    }

    /** Returns whether the guest could be asked. */
    private boolean checkUnits(BootTest proof, BuildListener listener)
            throws BuildException, InterruptedException {
        Optional<String> obstacle = Optional.of("no QEMU guest agent answers");
        List<String> failed = List.of();
        if (agentIsThere(proof)) {
            FailedUnits.Answer answer =
                    new FailedUnits(probe.agent().orElseThrow(), nanoTime).ask();
            obstacle = answer.obstacle();
            failed = answer.failed();
        }
        obstacle.ifPresent(why -> listener.note("failed units cannot be asked for: " + why));
        List<String> units = obstacle.isPresent() ? monitor.failedUnits() : failed;
        if (!units.isEmpty()) {
            throw new ImageCheckException(
                    "the image boots, but units failed in it: " + String.join(", ", units),
                    "'systemctl status UNIT' in the booted image tells more; " + NO_TEST);
        }
        checkConsole();
        return obstacle.isEmpty();
    }

    private boolean agentIsThere(BootTest proof) throws BuildException, InterruptedException {
        if (proof != BootTest.AGENT && subject.check().proof() == BootTest.AUTO) {
            long end = nanoTime.getAsLong() + AGENT_GRACE.toNanos();
            while (!probe.agentAnswered() && nanoTime.getAsLong() < end) {
                requireRunning();
            }
        }
        return probe.agentAnswered();
    }

    private void checkDisk(long now) throws BuildException, InterruptedException {
        if (now - lastSample < SAMPLE_INTERVAL.toNanos()) {
            return;
        }
        lastSample = now;
        Optional<Path> unwritable = machine.activity().flatMap(Activity::unwritable);
        if (unwritable.isPresent()) {
            throw new HostException(
                    "the machine was stopped because its disk could not be written: "
                            + unwritable.get(),
                    "make space in " + subject.definition().folder());
        }
    }

    private BuildException tooLate() {
        String seen = console.heard() ? "" : "; nothing came on the serial console";
        String advice =
                switch (subject.check().proof()) {
                    case AGENT -> "install qemu-guest-agent in the image";
                    case SSH ->
                            "install an SSH server in the image, and let it have its network"
                                    + " by DHCP";
                    case AUTO, CONSOLE, NO ->
                            "give the image's kernel console=ttyS0, so that it"
                                    + " shows a login prompt there";
                };
        return new ImageCheckException(
                "the image did not prove within %d s (%s) that it boots: there was no %s%s%s%s"
                        .formatted(
                                subject.check().timeout().toSeconds(),
                                Field.BOOT_LIMIT,
                                wanted(),
                                seen,
                                failedUnits(),
                                lastScreen()),
                "%s; if it only needs more time, raise %s; %s"
                        .formatted(advice, Field.BOOT_LIMIT, NO_TEST));
    }

    private String wanted() {
        String console = "login prompt on the serial console";
        String agent = "answer of the QEMU guest agent";
        String ssh = "SSH banner";
        return switch (subject.check().proof()) {
            case CONSOLE -> console;
            case AGENT -> agent;
            case SSH -> ssh;
            case AUTO, NO -> "%s, %s or %s".formatted(console, agent, ssh);
        };
    }

    private String failedUnits() {
        List<String> units = monitor.failedUnits();
        return units.isEmpty() ? "" : "\nfailed before: " + String.join(", ", units);
    }

    private String lastScreen() {
        List<String> lines = monitor.lastLines(SCREEN_LINES);
        return lines.isEmpty()
                ? ""
                : lines.stream()
                        .collect(
                                Collectors.joining("\n  ", "\nlast lines of the console:\n  ", ""));
    }
}
