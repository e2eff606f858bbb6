package org.imagefactory.spec;

import java.util.Optional;

/**
 * Which known vulnerabilities matter.
 *
 * @param least severity that does; empty if none does
 * @param fixable whether only those matter that the distribution has fixed
 */
public record ScanGate(Optional<Severity> least, boolean fixable) {

    /** Nothing matters. */
    public static final ScanGate NEVER = new ScanGate(Optional.empty(), false);

    private static final String FIXABLE = "-fixable";
    private static final String NONE = "none";
    private static final String ANY = "any";

    /**
     * Reads {@code none}, {@code any}, {@code high} and the like, or {@code high-fixable}.
     *
     * @throws IllegalArgumentException another form
     */
    public static ScanGate parse(String text) {
        if (text.equals(NONE)) {
            return NEVER;
        }
        boolean fixable = text.endsWith(FIXABLE);
        String level = fixable ? text.substring(0, text.length() - FIXABLE.length()) : text;
        if (level.equals(ANY)) {
            return new ScanGate(Optional.of(Severity.UNKNOWN), fixable);
        }
        try {
            Severity severity = Choice.parse(Severity.class, level);
            if (severity.compareTo(Severity.UNKNOWN) > 0) {
                return new ScanGate(Optional.of(severity), fixable);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "'%s' is not one of none, any, low, medium, high, critical, or one of these with %s"
                        .formatted(text, FIXABLE));
    }

    public boolean isSet() {
        return least.isPresent();
    }

    /** Whether such a vulnerability matters. */
    public boolean counts(Severity severity, boolean isFixed) {
        return least.filter(limit -> severity.compareTo(limit) >= 0).isPresent()
                && (isFixed || !fixable);
    }

    @Override
    public String toString() {
        return least.map(
                        limit ->
                                (limit == Severity.UNKNOWN ? ANY : Choice.name(limit))
                                        + (fixable ? FIXABLE : ""))
                .orElse(NONE);
    }
}
