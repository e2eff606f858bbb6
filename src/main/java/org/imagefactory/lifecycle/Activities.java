package org.imagefactory.lifecycle;

import org.imagefactory.store.ImageType;

/** What records say is being done, where it is no title of a step. Clients look for these texts. */
final class Activities {

    static final String DELETING = "Deleting image";
    static final String DELETED = "Image deleted.";
    static final String NOT_DELETED = "Failed to delete image.";

    private Activities() {}

    static String complete(ImageType type) {
        return type.title() + " build complete";
    }

    /** Only that of a base image has a full stop. */
    static String failed(ImageType type) {
        return type.title() + " build failed with exception" + (type == ImageType.BASE ? "." : "");
    }
}
