package org.imagefactory.scan;

import java.util.Locale;
import org.imagefactory.spec.Severity;

/** How distributions call what is how bad. */
final class SeverityWords {

    private SeverityWords() {}

    /** Whatever is no such word is {@link Severity#UNKNOWN}. */
    static Severity of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "critical" -> Severity.CRITICAL;
            case "high", "important" -> Severity.HIGH;
            case "medium", "moderate" -> Severity.MEDIUM;
            case "low" -> Severity.LOW;
            case "negligible", "unimportant" -> Severity.NEGLIGIBLE;
            default -> Severity.UNKNOWN;
        };
    }
}
