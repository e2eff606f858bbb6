package org.imagefactory.report;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.imagefactory.spec.BootTest;

/**
 * How an image proved that it boots.
 *
 * @param proof what came first: console, agent or ssh
 * @param duration from the start of the machine to the proof
 * @param guestTime what of that the host let the guest work in
 * @param unitsAsked whether the system said that no unit failed; else it could not be asked
 * @param off how long the system took to switch the machine off when its power button was pressed,
 *     in the guest's time; empty if it did not, and need not
 */
public record BootResult(
        BootTest proof,
        Duration duration,
        Duration guestTime,
        boolean unitsAsked,
        Optional<Duration> off) {

    /** The duration in seconds, as it stands in the report: {@code 12.3}. */
    public String seconds() {
        return seconds(duration);
    }

    /** {@link #guestTime} in the same way. */
    public String guestSeconds() {
        return seconds(guestTime);
    }

    /** {@link #off} in the same way. */
    public Optional<String> offSeconds() {
        return off.map(BootResult::seconds);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
