package org.imagefactory.service.oauth;

/** A request that is not signed as it has to be; the message holds no secret. */
public final class UnauthorizedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence for the client
     */
    public UnauthorizedException(String message) {
        super(message);
    }
}
