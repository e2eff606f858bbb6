package org.imagefactory.service.rest;

/**
 * Who sent a request.
 *
 * @param name of the client or the token; {@code -} for a stranger
 * @param trusted may see passwords in templates: proved who it is, or nobody has to
 */
public record Caller(String name, boolean trusted) {

    /** Somebody who did not prove anything. */
    public static final Caller STRANGER = new Caller("-", false);
}
