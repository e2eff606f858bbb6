package org.imagefactory.resume;

/** What was kept cannot be gone on with; the message says why, in one clause. */
final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
        super(message);
    }
}
