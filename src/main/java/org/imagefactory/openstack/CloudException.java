package org.imagefactory.openstack;

import java.util.Locale;
import java.util.Optional;

/** A service of the cloud did not do what it was asked for. */
final class CloudException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status of HTTP; 0 for an answer that makes no sense
     * @param message what was asked for, and why it was refused
     */
    CloudException(int status, String message) {
        super(message);
        this.status = status;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /**
     * Whether a quota or a rate limit is the reason: Nova says so by 403 or 413, Neutron by 409,
     * sites that limit the rate by 413 or 429.
     */
    boolean isQuota() {
        return status == 413
                || status == 429
                || ((status == 403 || status == 409)
                        && reason().toLowerCase(Locale.ROOT).contains("quota"));
    }

    /** Whether the service itself is in trouble, so that the same may go well later. */
    boolean isPassing() {
        return status >= 500 || status == 429;
    }

    /** What can be done about it. */
    Optional<String> advice() {
        return status == 406
                ? Optional.of("the cloud is older than OpenStack Train, of 2019")
                : Optional.empty();
    }
}
