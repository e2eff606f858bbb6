package org.imagefactory.service.rest;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageType;
import org.imagefactory.store.RecordIndex;
import org.jspecify.annotations.Nullable;

/** Looks images up and lists them. */
final class Images {

    private final TemplateFactory factory;

    /** A record may be large, and lists are asked for again and again. */
    private final RecordIndex<ListedImage> listed;

    Images(TemplateFactory factory) {
        this.factory = factory;
        this.listed = new RecordIndex<>(factory.store(), ListedImage::of);
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

    /** The same of a path in which the image is the last one. */
    ImageRecord require(Call call, ImageType type) throws RequestException, BuildException {
        return require(call.variable(type.word() + "_id"), type);
    }

    /** One image. */
    Answer detail(Call call, ImageType type) throws RequestException, BuildException, IOException {
        String text = call.variable(type.word() + "_id");
        boolean large = ImageId.parse(text).filter(factory.store()::isLarge).isPresent();
        if (large) {
            call.request().body().enterLarge();
        }
        ImageRecord record = require(text, type);
        Optional<ImageType> child = ImageView.child(type);
        // the type alone tells what a provider image is made of
        List<ListedImage> all = child.isPresent() ? listed.all() : List.of();
        List<ImageId> children =
                child.map(below -> ids(all, below, Optional.of(record.id()), any -> true))
                        .orElse(List.of());
        return answer(
                200,
                new ImageView(call).detail(record, parentType(all, record), children),
                large,
                call);
    }

    /** An archive is made of a target image, which is what its base image is then. */
    private static ImageType parentType(List<ListedImage> all, ImageRecord record) {
        return all.stream()
                .filter(image -> record.parent().equals(Optional.of(image.id())))
                .map(ListedImage::type)
                .findFirst()
                .or(record.type()::parent)
                .orElse(ImageType.BASE);
    }

    static Answer answer(int status, Map<String, @Nullable Object> view, boolean large, Call call)
            throws IOException {
        return large ? Answer.largeJson(status, view, call.request()) : Answer.json(status, view);
    }

    /** All images of a type; below a parent only its children; of those the part asked for. */
    Answer list(Call call, ImageType type) throws RequestException, BuildException, IOException {
        ListQuery query = ListQuery.parse(call.request().query());
        Optional<String> parent = type.parentKey().map(key -> call.variables().get(key));
        Optional<ImageId> above = Optional.empty();
        if (parent.isPresent()) {
            above = Optional.of(require(parent.get(), type.parent().orElseThrow()).id());
        }
        List<ImageId> ids = ids(listed.all(), type, above, query::wants);
        List<ImageId> first = query.first(ids);
        Answer answer = Answer.json(200, ImageView.list(type, call.address(), first));
        return first.size() < ids.size()
                ? answer.with("Link", next(call, query, first.get(first.size() - 1)))
                : answer;
    }

    private static String next(Call call, ListQuery query, ImageId last) {
        StringBuilder link = new StringBuilder("<" + call.address() + "?limit=" + query.limit());
        query.status().ifPresent(status -> link.append("&status=").append(status));
        query.target()
                .ifPresent(
                        target ->
                                link.append("&target=")
                                        .append(URLEncoder.encode(target, StandardCharsets.UTF_8)));
        return link.append("&after=").append(last).append(">; rel=\"next\"").toString();
    }

    private static List<ImageId> ids(
            List<ListedImage> all,
            ImageType type,
            Optional<ImageId> parent,
            Predicate<ListedImage> wanted) {
        return all.stream()
                .filter(image -> image.type() == type)
                .filter(image -> parent.isEmpty() || image.parent().equals(parent))
                .filter(wanted)
                .map(ListedImage::id)
                .toList();
    }
}
