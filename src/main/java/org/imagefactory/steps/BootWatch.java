package org.imagefactory.steps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.console.BootMonitor;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.BootCheck;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Field;

/** Waits for the proof that an image boots, and ends a boot that cannot come to a good end. */
final class BootWatch {

    static final String NO_TEST = Field.BOOT_TEST + "=no publishes images that are not booted";

    private final BootGuest guest;
    private final BootCheck check;
    private final BootMonitor monitor;
    private final BootProbe probe;
    private final GuestClock clock;

    private GuestClock.Mark start;
    private boolean began;
    private boolean promptBefore;

    BootWatch(BootGuest guest, BootProbe probe) {
        this.guest = guest;
        this.check = guest.subject().check();
        this.monitor = guest.monitor();
        this.probe = probe;
        this.clock = guest.clock();
        this.start = clock.mark();
    }

    /**
     * @param listener hears notes
     * @throws ImageCheckException the image did not boot within its time, something in it failed,
     *     or its power button does nothing
     * @throws HostException the machine could not be started or not go on
     */
    BootResult untilProven(BuildListener listener) throws BuildException, InterruptedException {
        listener.progress("booting the image", OptionalInt.empty());
        while (true) {
            requireRunning();
            noteStart();
            checkConsole();
            Optional<BootTest> proof = proof();
            if (proof.isPresent()) {
                Duration duration = clock.hostTime(start);
                Duration guestTime = clock.guestTime(start);
                boolean asked = new UnitCheck(guest, probe, start).check(proof.get(), listener);
                checkConsole();
                Optional<Duration> off = new PowerButton(guest).press(listener);
                return new BootResult(proof.get(), duration, guestTime, asked, off);
            }
            if (guest.isOver(start, check.timeout())) {
                throw tooLate();
            }
        }
    }

    private void requireRunning() throws BuildException, InterruptedException {
        if (guest.ended()) {
            checkConsole();
            if (guest.crashed()) {
                throw new ImageCheckException(
                        "the boot test's machine crashed (%s) before %s%s"
                                .formatted(guest.state(), wanted(), guest.lastScreen()),
                        InstallationWatch.CRASH_ADVICE);
            }
            throw new ImageCheckException(
                    "the image does not boot: the machine switched itself off (%s) before %s%s"
                            .formatted(guest.state(), wanted(), guest.lastScreen()),
                    NO_TEST);
        }
    }

    private void noteStart() {
        if (!began && guest.began()) {
            began = true;
            start = clock.mark();
            probe.start();
        }
    }

    private void checkConsole() throws ImageCheckException {
        Optional<String> failure = monitor.failure();
        if (failure.isPresent()) {
            throw new ImageCheckException(
                    "the image does not boot: "
                            + failure.get()
                            + failedUnits()
                            + guest.lastScreen(),
                    NO_TEST);
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
        BootTest wanted = check.proof();
        return wanted == proof || wanted == BootTest.AUTO;
    }

    private BuildException tooLate() {
        String seen = guest.heard() ? "" : "; nothing came on the serial console";
        String advice =
                switch (check.proof()) {
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
                                check.timeout().toSeconds(),
                                Field.BOOT_LIMIT,
                                wanted(),
                                seen,
                                failedUnits(),
                                guest.lastScreen()),
                "%s; if it only needs more time, raise %s; %s"
                        .formatted(advice, Field.BOOT_LIMIT, NO_TEST));
    }

    private String wanted() {
        String console = "login prompt on the serial console";
        String agent = "answer of the QEMU guest agent";
        String ssh = "SSH banner";
        return switch (check.proof()) {
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
}
