package org.imagefactory.config;

/** A value refers to something that cannot be replaced. */
final class InterpolationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String origin;
    private final String reason;

    /**
     * @param origin of the raw value with the broken reference
     */
    InterpolationException(String origin, String message) {
        super(message);
        this.origin = origin;
        this.reason = message;
    }

    String reason() {
        return reason;
    }

    String origin() {
        return origin;
    }
}
