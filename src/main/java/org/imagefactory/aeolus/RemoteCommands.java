package org.imagefactory.aeolus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.imagefactory.aeolus.remote.RemoteImage;
import org.imagefactory.aeolus.remote.RemoteImages;
import org.imagefactory.aeolus.remote.Service;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UsageException;
import org.imagefactory.lifecycle.ImageChange;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;
import org.imagefactory.terminal.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands for a service on another host: what they print and return is the same. */
final class RemoteCommands {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteCommands.class);

    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(13);
    private static final int CONFLICT = 409;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Service service;
    private final RemoteImages images;
    private final Answers answers;
    private final Progress progress;
    private final Inputs inputs;
    private final boolean detach;

    private final Signals signals =
            new Signals(
                    CommandTree.PROGRAM
                            + ": the service was not reached in time; the build goes on",
                    SIGNAL_LIMIT);

    /**
     * @param detach whether to end as soon as the service has taken a build
     */
    RemoteCommands(
            Service service, Answers answers, Progress progress, Inputs inputs, boolean detach) {
        this.service = service;
        this.images = new RemoteImages(service);
        this.answers = answers;
        this.progress = progress;
        this.inputs = inputs;
        this.detach = detach;
    }

    /**
     * @return the exit status
     */
    int run(Request request) throws BuildException {
        signals.interrupt(Thread.currentThread(), name -> LOG.warn("{}: the work ends", name));
        try {
            return switch (request.command()) {
                case CommandTree.IMAGES -> new ImagesCommand(answers).run(request, this::list);
                case CommandTree.PLUGINS ->
                        new PluginsCommand(images.plugins(), answers).run(request);
                case CommandTree.DELETE -> delete(request);
                case CommandTree.BASE_IMAGE, CommandTree.TARGET_IMAGE, CommandTree.PROVIDER_IMAGE ->
                        build(request);
                default ->
                        throw new HostException(
                                "%s works on this host only".formatted(request.command()),
                                "give it without --url, on the host of the service");
            };
        } catch (Service.RefusedException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            return signals.status().code();
        }
    }

    private static HostException refused(Service.RefusedException e) {
        return new HostException(
                String.valueOf(e.getMessage()),
                e.status() == 401 || e.status() == 403
                        ? "name a file with key and secret by --oauth-file, or one with a token by"
                                + " --token-file"
                        : "",
                e);
    }

    private int build(Request request)
            throws BuildException, Service.RefusedException, InterruptedException {
        ImageType type = ImageType.ofWord(request.command()).orElseThrow();
        Map<String, @Nullable Object> parameters = inputs.parameters(request);
        Sources sources = Sources.of(request, type, inputs, parameters);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Optional<String> parent = Optional.empty();
        if (sources.template().isPresent()) {
            fields.put("template", sources.template().get());
        } else {
            parent = Optional.of(id(request.value(CommandTree.ID).orElse("")).text());
            fields.put(type.parentKey().orElseThrow(), parent.get());
        }
        if (type != ImageType.BASE) {
            fields.put("target", target(type, request.operands(), parent));
        }
        sources.provider().ifPresent(text -> fields.put("provider", text));
        sources.credentials().ifPresent(text -> fields.put("credentials", text));
        fields.put("parameters", sources.parameters());
        RemoteImage image = madeOrCancelled(type, fields, parent);
        if (answers.isJson()) {
            answers.document(image.shown(sources.parameters()));
        }
        if (detach) {
            answers.lines(
                    "UUID: " + image.id(),
                    "Type: " + request.command(),
                    "Image build goes on at: " + service.address(image.path()));
            return Ending.DONE.code();
        }
        List<RemoteImage> chain = new ArrayList<>(List.of(image));
        try {
            if (parent.isEmpty()) {
                images.addParents(chain);
            }
            RemoteImage end = await(chain);
            return new BuildEnd(
                            end.id().text(),
                            end.status(),
                            end.error(),
                            end.data(),
                            end.onProvider())
                    .tell(request.command(), answers);
        } catch (InterruptedException e) {
            cancel(chain, fields);
            throw e;
        }
    }

    /** The operand; in the old form of a push it is that of the stored image. */
    private String target(ImageType type, List<String> operands, Optional<String> parent)
            throws BuildException, Service.RefusedException, InterruptedException {
        if (type == ImageType.TARGET || operands.size() > 2) {
            return operands.get(0);
        }
        return images.find(ImageType.TARGET, parent.orElse(""))
                .flatMap(RemoteImage::target)
                .orElseThrow(() -> unknown(parent.orElse("")));
    }

    /** A signal may come before the answer: by its key the request is answered again. */
    private RemoteImage madeOrCancelled(
            ImageType type, Map<String, @Nullable Object> fields, Optional<String> parent)
            throws BuildException, Service.RefusedException, InterruptedException {
        String key = UUID.randomUUID().toString();
        try {
            return made(type, fields, parent, key);
        } catch (InterruptedException e) {
            List<RemoteImage> chain = new ArrayList<>(List.of(again(type, fields, parent, key)));
            if (parent.isEmpty()) {
                images.addParents(chain);
            }
            cancel(chain, fields);
            throw e;
        }
    }

    /** Waits while the service is still about the first one; the signal's limit ends that. */
    private RemoteImage again(
            ImageType type,
            Map<String, @Nullable Object> fields,
            Optional<String> parent,
            String key)
            throws BuildException, Service.RefusedException, InterruptedException {
        while (true) {
            try {
                return made(type, fields, parent, key);
            } catch (Service.RefusedException e) {
                if (e.status() != CONFLICT) {
                    throw e;
                }
                Thread.sleep(SHORTEST_PAUSE.toMillis());
            }
        }
    }

    private RemoteImage made(
            ImageType type,
            Map<String, @Nullable Object> fields,
            Optional<String> parent,
            String key)
            throws BuildException, Service.RefusedException, InterruptedException {
        try {
            return images.of(
                    service.post(type.collection(), Map.of(type.word(), fields), key), type);
        } catch (Service.RefusedException e) {
            if (e.status() == 404 && parent.isPresent()) {
                throw unknown(parent.get());
            }
            throw e;
        }
    }

    /** The first one of the chain when nobody works on it any more. */
    private RemoteImage await(List<RemoteImage> chain)
            throws BuildException, Service.RefusedException, InterruptedException {
        List<RemoteImage> open = new ArrayList<>(chain);
        Duration pause = SHORTEST_PAUSE;
        while (true) {
            for (RemoteImage known : List.copyOf(open)) {
                RemoteImage image =
                        images.find(known.type(), known.id().text()).orElseThrow(() -> gone(known));
                progress.changed(new ImageChange(image.record(), true, List.of()));
                if (image.status().isFinal()) {
                    if (known.equals(chain.get(0))) {
                        return image;
                    }
                    open.remove(known);
                }
            }
            Thread.sleep(pause.toMillis());
            pause =
                    pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                            ? pause.multipliedBy(2)
                            : LONGEST_PAUSE;
        }
    }

    private static HostException gone(RemoteImage image) {
        return new HostException("the image %s was deleted".formatted(image.id()), "");
    }

    /** What was made for this command goes with it. */
    private void cancel(List<RemoteImage> chain, Map<String, @Nullable Object> fields)
            throws BuildException, InterruptedException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>(fields);
        body.keySet().retainAll(List.of("provider", "credentials", "target"));
        for (RemoteImage image : chain) {
            try {
                service.delete(image.path(), body);
                LOG.warn("the image {} is cancelled, and deleted by the service", image.id());
            } catch (Service.RefusedException e) {
                LOG.warn("the image {} was not cancelled: {}", image.id(), e.getMessage());
            }
        }
    }

    private int delete(Request request)
            throws BuildException, Service.RefusedException, InterruptedException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        Optional<String> provider = request.value(CommandTree.PROVIDER);
        Optional<String> credentials = request.value(CommandTree.CREDENTIALS);
        if (provider.isPresent()) {
            body.put("provider", inputs.provider(provider.get()));
        }
        if (credentials.isPresent()) {
            body.put("credentials", inputs.credentials(credentials.get()));
        }
        request.value(CommandTree.TARGET).ifPresent(target -> body.put("target", target));
        body.put("parameters", inputs.parameters(request));
        String id = id(request.operand()).text();
        RemoteImage image = images.find(id).orElseThrow(() -> unknown(id));
        try {
            service.delete(image.path(), body);
        } catch (Service.RefusedException e) {
            if (e.status() == 400 && String.valueOf(e.getMessage()).contains("credentials")) {
                throw new UsageException(
                        String.valueOf(e.getMessage()),
                        "name a file with them by --credentials",
                        e);
            }
            throw e;
        }
        answers.lines("Deleting image with id " + image.id());
        return deleted(image);
    }

    private int deleted(RemoteImage image)
            throws BuildException, Service.RefusedException, InterruptedException {
        while (true) {
            Optional<RemoteImage> left = images.find(image.type(), image.id().text());
            if (left.isEmpty()) {
                return Ending.DONE.code();
            }
            if (left.get().status() == ImageStatus.DELETEFAILED) {
                throw new HostException(
                        "cannot delete the image %s: %s"
                                .formatted(
                                        image.id(),
                                        left.get().error().orElse("it is DELETEFAILED")),
                        "");
            }
            Thread.sleep(SHORTEST_PAUSE.toMillis());
        }
    }

    private void list(Map<String, @Nullable Object> wanted, ImagesCommand.Found found)
            throws BuildException, Service.RefusedException, InterruptedException {
        Map<String, ImageType> all = new TreeMap<>();
        for (ImageType type : ImageType.values()) {
            if (wanted.getOrDefault("type", type.recordWord()) instanceof String word
                    && word.equals(type.recordWord())) {
                images.ids(type).forEach(id -> all.put(id, type));
            }
        }
        for (Map.Entry<String, ImageType> each : all.entrySet()) {
            Optional<RemoteImage> image =
                    wanted.containsKey("target")
                            ? images.findWithTarget(each.getValue(), each.getKey())
                            : images.find(each.getValue(), each.getKey());
            image.filter(one -> one.matches(wanted))
                    .ifPresent(
                            one ->
                                    found.image(
                                            one.id(),
                                            one.type(),
                                            one.status(),
                                            () -> one.shown(Map.of())));
        }
    }

    private ImageId id(String text) throws BuildException {
        Optional<ImageId> id = ImageId.parse(text);
        if (id.isPresent()) {
            return id.get();
        }
        throw unknown(text);
    }

    /** Scripts look for it on standard output. */
    private HostException unknown(String id) {
        String message = "No image found with id: " + id;
        answers.lines(message);
        return new HostException(message, "");
    }
}
