package org.imagefactory.lifecycle;

import org.imagefactory.store.ImageId;

/** An image cannot be deleted from its provider without credentials, and none were given. */
public final class MissingCredentialsException extends Exception {

    private static final long serialVersionUID = 1L;

    MissingCredentialsException(ImageId id) {
        super("the image %s cannot be deleted from its provider without credentials".formatted(id));
    }
}
