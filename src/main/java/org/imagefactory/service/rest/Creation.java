package org.imagefactory.service.rest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.lifecycle.ImageRequest;
import org.imagefactory.lifecycle.NoSuchImageException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** POST of an image: what has to be said, and what is answered. */
final class Creation {

    private static final String SNAPSHOT = "snapshot";

    private final TemplateFactory factory;

    Creation(TemplateFactory factory) {
        this.factory = factory;
    }

    /** For those who ask once for what they may have to send twice. */
    Repeats.Making making(ImageType type) {
        return new Repeats.Making() {
            @Override
            public Answer make(Call call, ImageId id) throws Exception {
                return create(call, type, id);
            }

            @Override
            public Optional<Answer> made(Call call, ImageId id) throws Exception {
                Optional<ImageRecord> record = factory.find(id);
                return record.isEmpty()
                        ? Optional.empty()
                        : Optional.of(created(call, record.get()));
            }
        };
    }

    /** The image that was asked for, as it was made. */
    private Answer create(Call call, ImageType type, ImageId id)
            throws RequestException, IOException, BuildException, InterruptedException {
        ImageRequest request = request(call, type);
        try {
            List<ImageRecord> made = factory.create(request, id);
            return created(call, made.get(made.size() - 1));
        } catch (NoSuchImageException e) {
            throw unknownParent(request.parent().map(ImageId::text).orElse(""), e.getMessage());
        }
    }

    private Answer created(Call call, ImageRecord record) throws IOException {
        // A target's template is that of its parent, which may be large though the body is not.
        boolean large = factory.store().isLarge(record.id());
        return Images.answer(202, new ImageView(call).created(record), large, call)
                .with("Location", call.address() + "/" + record.id());
    }

    /** What the body and the path ask for. */
    static ImageRequest request(Call call, ImageType type) throws RequestException, IOException {
        RequestFields fields = RequestFields.wrapped(call.request(), type);
        boolean pushed = type == ImageType.PROVIDER;
        // Fields of other types mean nothing, whatever they are.
        Optional<String> target = type == ImageType.BASE ? Optional.empty() : fields.text("target");
        Optional<String> provider = pushed ? fields.text("provider") : Optional.empty();
        Optional<String> credentials = pushed ? fields.text("credentials") : Optional.empty();
        Map<String, @Nullable Object> parameters = fields.parameters();
        check(parameters);
        switch (type) {
            case BASE -> require(fields.text("template"), "template");
            case TARGET -> require(target, "target");
            case PROVIDER -> requireAll(provider, credentials, target);
        }
        Optional<String> given = parent(call, fields, type);
        Optional<String> template = fields.text("template");
        requireOne(type, template, given);
        Optional<ImageId> parent = given.flatMap(ImageId::parse);
        if (given.isPresent() && parent.isEmpty()) {
            throw unknownParent(given.get(), "No image found with id: " + given.get());
        }
        return new ImageRequest(
                type, template, parent, target, provider, credentials, parameters, false);
    }

    private static void require(Optional<String> value, String name) throws RequestException {
        if (value.isEmpty()) {
            throw new RequestException(
                    Fault.MISSING_FIELD, "Missing key/value pair: %s(None)".formatted(name));
        }
    }

    private static void requireAll(
            Optional<String> provider, Optional<String> credentials, Optional<String> target)
            throws RequestException {
        if (provider.isEmpty() || credentials.isEmpty() || target.isEmpty()) {
            throw new RequestException(
                    Fault.MISSING_FIELD,
                    "Missing key/value pair: provider(%s), credentials(%s), target(%s)"
                            .formatted(
                                    provider.orElse("None"),
                                    credentials.map(any -> "REDACTED").orElse("None"),
                                    target.orElse("None")));
        }
    }

    /** The body's word counts more than the path's. */
    private static Optional<String> parent(Call call, RequestFields fields, ImageType type)
            throws RequestException {
        Optional<String> key = type.parentKey();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return fields.text(key.get())
                .or(() -> Optional.ofNullable(call.variables().get(key.get())));
    }

    private static RequestException unknownParent(String id, @Nullable String message) {
        return new RequestException(
                Fault.NOT_FOUND,
                message == null
                        ? "No image found with id: " + PrintableText.of(id)
                        : PrintableText.of(message));
    }

    private static void requireOne(
            ImageType type, Optional<String> template, Optional<String> parent)
            throws RequestException {
        String key = type.parentKey().orElse("");
        if (template.isPresent() && parent.isPresent()) {
            throw new RequestException(
                    Fault.WRONG_FIELD,
                    "Both template and %s are given; only one of them can be.".formatted(key));
        }
        if (template.isEmpty() && parent.isEmpty()) {
            throw new RequestException(
                    Fault.MISSING_FIELD,
                    "Missing key/value pair: template(None), %s(None); one of them is needed."
                            .formatted(key));
        }
    }

    /** Those parameters that have a meaning for every plugin. */
    static void check(Map<String, @Nullable Object> parameters) throws RequestException {
        if (!CallbackAddress.areValid(parameters)) {
            throw new RequestException(
                    Fault.WRONG_FIELD,
                    "callbacks has to be a list of http or https addresses or 'debug'.");
        }
        Object snapshot = parameters.get(SNAPSHOT);
        if (snapshot != null && !(snapshot instanceof Boolean)) {
            throw new RequestException(Fault.WRONG_FIELD, "snapshot has to be true or false.");
        }
    }
}
