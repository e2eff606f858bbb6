package org.imagefactory.lifecycle;

import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;

/** There is no image of a name, or it is of another type. The message says which. */
public final class NoSuchImageException extends Exception {

    private static final long serialVersionUID = 1L;

    NoSuchImageException(ImageId id) {
        super("No image found with id: " + id);
    }

    NoSuchImageException(ImageRecord other, ImageType wanted) {
        super(
                "the image %s is a %s, not a %s"
                        .formatted(other.id(), other.type().recordWord(), wanted.recordWord()));
    }
}
