package org.imagefactory.service.rest;

import java.util.Optional;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;

/**
 * What lists choose images by.
 *
 * @param parent the image that it is made of; empty for a base image
 * @param target the kind of cloud; empty for a base image
 */
record ListedImage(
        ImageId id,
        ImageType type,
        ImageStatus status,
        Optional<ImageId> parent,
        Optional<String> target) {

    static ListedImage of(ImageRecord record) {
        return new ListedImage(
                record.id(), record.type(), record.status(), record.parent(), record.target());
    }
}
