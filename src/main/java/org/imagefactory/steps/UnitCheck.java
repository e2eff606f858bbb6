package org.imagefactory.steps;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.BootTest;
import org.imagefactory.spec.Field;

/**
 * Asks a system that has booted for units that failed. The guest's agent has the last word on that,
 * since systemd may have started a unit at a second attempt; where it cannot be asked, what the
 * console says counts.
 *
 * <p>An image that has the agent is asked, however long the agent takes to start, within the time
 * that the boot may take.
 */
final class UnitCheck {

    /** For an agent that may be there: it starts at about the same time as the login prompt. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final BootGuest guest;
    private final BootProbe probe;
    private final GuestClock.Mark start;

    /**
     * @param start of the machine
     */
    UnitCheck(BootGuest guest, BootProbe probe, GuestClock.Mark start) {
        this.guest = guest;
        this.probe = probe;
        this.start = start;
    }

    /**
     * @param proof that the system has booted by
     * @return whether the guest could be asked
     * @throws ImageCheckException units failed, or the machine ended meanwhile
     */
    boolean check(BootTest proof, BuildListener listener)
            throws BuildException, InterruptedException {
        Optional<String> obstacle = Optional.of("no QEMU guest agent answers");
        List<String> failed = List.of();
        if (agentAnswers(proof, listener)) {
            FailedUnits.Answer answer =
                    new FailedUnits(probe.agent().orElseThrow(), guest.clock()::now).ask();
            obstacle = answer.obstacle();
            failed = answer.failed();
        }
        obstacle.ifPresent(why -> tell(why, listener));
        List<String> units = obstacle.isPresent() ? guest.monitor().failedUnits() : failed;
        if (!units.isEmpty()) {
            throw new ImageCheckException(
                    "the image boots, but units failed in it: " + String.join(", ", units),
                    "'systemctl status UNIT' in the booted image tells more; " + BootWatch.NO_TEST);
        }
        return obstacle.isEmpty();
    }

    /** Whoever names another proof than the agent has chosen not to ask one that is not there. */
    private void tell(String obstacle, BuildListener listener) {
        AgentPresence presence = guest.subject().agent();
        boolean chosen = wanted() == BootTest.CONSOLE || wanted() == BootTest.SSH;
        String text = "failed units cannot be asked for: " + obstacle;
        if (presence == AgentPresence.INSTALLED || probe.agentAnswered()) {
            listener.warning(text + ", although the image has one");
        } else if (chosen) {
            listener.note(text);
        } else {
            listener.warning(
                    "%s; install %s in the image, or name another proof (%s)"
                            .formatted(text, AgentPresence.PACKAGE, Field.BOOT_TEST));
        }
    }

    private BootTest wanted() {
        return guest.subject().check().proof();
    }

    private boolean agentAnswers(BootTest proof, BuildListener listener)
            throws BuildException, InterruptedException {
        if (proof == BootTest.AGENT) {
            return true;
        }
        if (guest.subject().agent() == AgentPresence.INSTALLED) {
            listener.progress("waiting for the guest agent", OptionalInt.empty());
            while (!probe.agentAnswered()
                    && !guest.isOver(start, guest.subject().check().timeout())) {
                requireRunning();
            }
        } else if (wanted() == BootTest.AUTO) {
            GuestClock.Mark proved = guest.clock().mark();
            while (!probe.agentAnswered() && guest.clock().guestTime(proved).compareTo(GRACE) < 0) {
                requireRunning();
            }
        }
        return probe.agentAnswered();
    }

    private void requireRunning() throws BuildException, InterruptedException {
        if (guest.ended()) {
            throw new ImageCheckException(
                    "the image booted, and the machine switched itself off at once (%s)%s"
                            .formatted(guest.state(), guest.lastScreen()),
                    BootWatch.NO_TEST);
        }
    }
}
