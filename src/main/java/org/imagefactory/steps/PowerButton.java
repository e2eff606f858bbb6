package org.imagefactory.steps;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.machine.MachineException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.BootTest;

/**
 * Presses the power button of a machine whose system has booted, as every hypervisor and cloud does
 * to shut one down: a system that minds it not is killed there, and loses what it has not written.
 *
 * <p>An image that is to prove itself by its agent alone may leave its shutdown to the agent, too:
 * for it this is no more than a warning.
 */
final class PowerButton {

    /** What systemd gives a unit to stop, and a little for all the others. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** A button that is pressed before anybody listens to it is lost. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final String ADVICE =
            "install what listens to it: systemd-logind and D-Bus (packages systemd and dbus; in"
                    + " Debian and Ubuntu dbus is a package of its own), or acpid; "
                    + BootWatch.NO_TEST;

    private final BootGuest guest;
    private final GuestClock clock;
    private final Duration limit;

    PowerButton(BootGuest guest) {
        this.guest = guest;
        this.clock = guest.clock();
        Duration boot = guest.subject().check().timeout();
        this.limit = boot.compareTo(LIMIT) < 0 ? boot : LIMIT;
    }

    /**
     * @return how long it took, in the guest's time; empty if it only is to be warned of
     * @throws ImageCheckException the system did not switch the machine off, or crashed
     * @throws HostException the button cannot be pressed
     */
    Optional<Duration> press(BuildListener listener) throws BuildException, InterruptedException {
        listener.progress("pressing the power button", OptionalInt.empty());
        GuestClock.Mark start = clock.mark();
        GuestClock.Mark pressed = start;
        Optional<MachineException> obstacle = tryIt();
        while (!guest.ended()) {
            if (guest.isOver(start, limit)) {
                return tooLate(listener);
            }
            if (clock.guestTime(pressed).compareTo(AGAIN) > 0) {
                if (obstacle.isPresent()) {
                    throw new HostException(
                            "cannot press the power button of the boot test's machine: "
                                    + obstacle.get().reason(),
                            obstacle.get().advice(),
                            obstacle.get());
                }
                pressed = clock.mark();
                obstacle = tryIt();
            }
        }
        if (guest.crashed()) {
            throw new ImageCheckException(
                    "the machine crashed when its power button was pressed (%s)%s"
                            .formatted(guest.state(), guest.lastScreen()),
                    BootWatch.NO_TEST);
        }
        return Optional.of(clock.guestTime(start));
    }

    /** It may just have switched itself off: then nothing can be pressed any more. */
    private Optional<MachineException> tryIt() throws InterruptedException {
        try {
            guest.pressPowerButton();
            return Optional.empty();
        } catch (MachineException e) {
            return Optional.of(e);
        }
    }

    private Optional<Duration> tooLate(BuildListener listener) throws ImageCheckException {
        String text =
                "the image boots, but was not off %d s after its power button was pressed"
                        .formatted(limit.toSeconds());
        if (guest.subject().check().proof() == BootTest.AGENT) {
            listener.warning(text + "; " + ADVICE);
            return Optional.empty();
        }
        throw new ImageCheckException(text + guest.lastScreen(), ADVICE);
    }
}
