package org.imagefactory.service.rest;

import java.io.IOException;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;

/** The data of an image, as a whole or one part of it. */
final class RawImage {

    private final TemplateFactory factory;
    private final Images images;
    private final Digests digests;

    RawImage(TemplateFactory factory, Images images, Digests digests) {
        this.factory = factory;
        this.images = images;
        this.digests = digests;
    }

    /** The body; as long as the image is complete. */
    Answer answer(Call call, ImageType type) throws RequestException, BuildException, IOException {
        ImageRecord record = images.require(call, type);
        if (record.status() != ImageStatus.COMPLETE) {
            throw new RequestException(
                    Fault.NOT_COMPLETE,
                    "The image %s is %s, not COMPLETE.".formatted(record.id(), record.status()));
        }
        return FileAnswer.of(
                call,
                factory.store().body(record.id()),
                "application/octet-stream",
                Optional.of(record.id() + ".body"),
                digests);
    }
}
