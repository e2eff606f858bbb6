package org.imagefactory.error;

/**
 * One mistake in the configuration.
 *
 * @param where {@code file:line}, the option or the default that the value comes from; may be empty
 * @param message section, key, value and the accepted form
 */
public record Problem(String where, String message) {

    @Override
    public String toString() {
        return where.isEmpty() ? message : where + ": " + message;
    }
}
