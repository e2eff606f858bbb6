package org.imagefactory.report;

import java.time.Duration;
import java.util.Locale;
import org.imagefactory.spec.BootTest;

/**
 * How an image proved that it boots.
 *
 * @param proof what came first: console, agent or ssh
 * @param duration from the start of the machine to the proof
 * @param unitsAsked whether the system said that no unit failed; else it could not be asked
 */
public record BootResult(BootTest proof, Duration duration, boolean unitsAsked) {

    /** The duration in seconds, as it stands in the report: {@code 12.3}. */
    public String seconds() {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
