package org.imagefactory.service.rest;

/**
 * Who sent a request.
 *
 * @param name of the client or the token; {@code -} for a stranger
 * @param trusted may see passwords in templates: proved who it is, or nobody has to
 * @param writes may change something
 */
public record Caller(String name, boolean trusted, boolean writes) {

    /** Somebody who did not prove anything. */
    public static final Caller STRANGER = new Caller("-", false, false);
}
