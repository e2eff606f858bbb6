package org.imagefactory.manifest;

/**
 * The package database of an image cannot be understood. No failure of a build by itself: the image
 * may be fine without.
 */
public final class PackageDatabaseException extends Exception {

    private static final long serialVersionUID = 1L;

    public PackageDatabaseException(String message) {
        super(message);
    }

    public PackageDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
