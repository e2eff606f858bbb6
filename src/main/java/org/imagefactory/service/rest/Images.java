package org.imagefactory.service.rest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;

/** Looks images up and lists them. */
final class Images {

    private final TemplateFactory factory;

    Images(TemplateFactory factory) {
        this.factory = factory;
    }

    /**
     * The image that a path ends with.
     *
     * @throws RequestException there is none of that name and type
     */
    ImageRecord require(String id, ImageType type) throws RequestException, BuildException {
        Optional<ImageId> parsed = ImageId.parse(id);
        Optional<ImageRecord> found =
                parsed.isPresent() ? factory.find(parsed.get()) : Optional.empty();
        return found.filter(record -> record.type() == type)
                .orElseThrow(
                        () ->
                                new RequestException(
                                        Fault.NOT_FOUND,
                                        "No %s found with id: %s"
                                                .formatted(
                                                        type.recordWord(), PrintableText.of(id))));
    }

    /** One image. */
    Answer detail(Call call, ImageType type) throws RequestException, BuildException, IOException {
        ImageRecord record = require(call.variable(type.word() + "_id"), type);
        Optional<ImageType> child = ImageView.child(type);
        List<ImageId> children = child.isPresent() ? children(child.get(), record.id()) : List.of();
        return Answer.json(200, new ImageView(call).detail(record, children));
    }

    /** All images of a type; below a parent only its children. */
    Answer list(Call call, ImageType type) throws RequestException, BuildException, IOException {
        Optional<String> parent = type.parentKey().map(key -> call.variables().get(key));
        List<ImageId> ids;
        if (parent.isPresent()) {
            ImageType above = type.parent().orElseThrow();
            ids = children(type, require(parent.get(), above).id());
        } else {
            ids = factory.store().list(record -> idOf(record, type));
        }
        return Answer.json(200, ImageView.list(type, call.address(), ids));
    }

    private static Optional<ImageId> idOf(ImageRecord record, ImageType type) {
        return record.type() == type ? Optional.of(record.id()) : Optional.empty();
    }

    private List<ImageId> children(ImageType type, ImageId parent) throws IOException {
        return factory.store()
                .list(
                        record ->
                                idOf(record, type)
                                        .filter(
                                                any ->
                                                        record.parent()
                                                                .filter(parent::equals)
                                                                .isPresent()));
    }
}
