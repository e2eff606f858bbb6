package org.imagefactory.aeolus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UsageException;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.lifecycle.DeletionRequest;
import org.imagefactory.lifecycle.ImageRequest;
import org.imagefactory.lifecycle.MissingCredentialsException;
import org.imagefactory.lifecycle.NoSuchImageException;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.lifecycle.callback.Callbacks;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;
import org.imagefactory.terminal.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and deletes images, and waits for the end. */
final class ImageCommands {

    private static final Logger LOG = LoggerFactory.getLogger(ImageCommands.class);

    /** The last resort comes after it; both are within what a signal's sender waits for. */
    private static final Duration SHUT_DOWN_LIMIT = Duration.ofSeconds(9);

    private static final Duration CALLBACK_LIMIT = Duration.ofSeconds(15);
    private static final Duration CALLBACK_LIMIT_OF_SIGNAL = Duration.ofSeconds(2);

    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(13);

    private final Workbench workbench;
    private final Answers answers;
    private final Progress progress;
    private final Inputs inputs;

    private final Signals signals =
            new Signals(
                    CommandTree.PROGRAM
                            + ": the clean-up did not come to its end in time; the next start"
                            + " removes what is left",
                    SIGNAL_LIMIT);

    ImageCommands(Workbench workbench, Answers answers, Progress progress, Inputs inputs) {
        this.workbench = workbench;
        this.answers = answers;
        this.progress = progress;
        this.inputs = inputs;
    }

    /** What a command does with the factory; returns the exit status. */
    private interface Work {
        int with(TemplateFactory factory)
                throws BuildException,
                        NoSuchImageException,
                        MissingCredentialsException,
                        InterruptedException;
    }

    int run(Request request) throws BuildException {
        Map<String, @Nullable Object> parameters = inputs.parameters(request);
        if (!CallbackAddress.areValid(parameters)) {
            throw new HostException(
                    "the parameter callbacks is not a list of addresses",
                    "give a list of http and https addresses, or debug, in a file with parameters");
        }
        return switch (request.command()) {
            case CommandTree.IMPORT -> importImage(request.operand(), parameters);
            case CommandTree.DELETE -> delete(request, parameters);
            default -> build(request, parameters);
        };
    }

    private int build(Request request, Map<String, @Nullable Object> parameters)
            throws BuildException {
        ImageType type = ImageType.ofWord(request.command()).orElseThrow();
        Sources sources = Sources.of(request, type, inputs, parameters);
        Optional<ImageId> parent =
                sources.template().isPresent()
                        ? Optional.empty()
                        : Optional.of(id(request.value(CommandTree.ID).orElse("")));
        return working(
                factory -> {
                    List<ImageRecord> chain =
                            factory.create(
                                    new ImageRequest(
                                            type,
                                            sources.template(),
                                            parent,
                                            target(factory, type, request.operands(), parent),
                                            sources.provider(),
                                            sources.credentials(),
                                            sources.parameters(),
                                            true));
                    ImageRecord image = chain.get(chain.size() - 1);
                    if (answers.isJson()) {
                        answers.document(image.toMap(factory.store().body(image.id())));
                    }
                    return tell(request.command(), factory, factory.await(image.id()));
                });
    }

    /** The operand; in the old form of a push it is that of the stored image. */
    private static Optional<String> target(
            TemplateFactory factory,
            ImageType type,
            List<String> operands,
            Optional<ImageId> parent)
            throws BuildException {
        if (type == ImageType.BASE) {
            return Optional.empty();
        }
        if (type == ImageType.PROVIDER && operands.size() == 2) {
            Optional<ImageRecord> image =
                    parent.isPresent() ? factory.find(parent.get()) : Optional.empty();
            // An image that is none of a target has no such thing, and is refused for that.
            return Optional.of(image.flatMap(ImageRecord::target).orElse(""));
        }
        return Optional.of(operands.get(0));
    }

    private int importImage(String operand, Map<String, @Nullable Object> parameters)
            throws BuildException {
        return working(
                factory -> {
                    ImageRecord image = imported(factory, inputs.path(operand), parameters);
                    if (answers.isJson()) {
                        answers.document(image.toMap(factory.store().body(image.id())));
                    }
                    return tell(CommandTree.IMPORT, factory, image);
                });
    }

    private ImageRecord imported(
            TemplateFactory factory, Path image, Map<String, @Nullable Object> parameters)
            throws BuildException, InterruptedException {
        try {
            return factory.importBaseImage(image, parameters, workbench.importer());
        } catch (BuildException e) {
            answers.lines("", "Image build FAILED with error: " + e.getMessage());
            throw e;
        }
    }

    private int delete(Request request, Map<String, @Nullable Object> parameters)
            throws BuildException {
        Optional<String> provider = request.value(CommandTree.PROVIDER);
        Optional<String> credentials = request.value(CommandTree.CREDENTIALS);
        DeletionRequest deletion =
                new DeletionRequest(
                        provider.isPresent()
                                ? Optional.of(inputs.provider(provider.get()))
                                : Optional.empty(),
                        credentials.isPresent()
                                ? Optional.of(inputs.credentials(credentials.get()))
                                : Optional.empty(),
                        request.value(CommandTree.TARGET),
                        parameters);
        ImageId id = id(request.operand());
        return working(
                factory -> {
                    factory.delete(id, deletion);
                    answers.lines("Deleting image with id " + id);
                    ImageRecord image = factory.await(id);
                    if (image.status() == ImageStatus.DELETED) {
                        return Ending.DONE.code();
                    }
                    throw new HostException(
                            "cannot delete the image %s: %s"
                                    .formatted(id, image.error().orElse("it is " + image.status())),
                            "");
                });
    }

    private int tell(String command, TemplateFactory factory, ImageRecord image)
            throws BuildException {
        return new BuildEnd(
                        image.id().text(),
                        image.status(),
                        image.error(),
                        factory.store().body(image.id()).toString(),
                        image.identifierOnProvider())
                .tell(command, answers);
    }

    private ImageId id(String text) throws BuildException {
        Optional<ImageId> id = ImageId.parse(text);
        if (id.isPresent()) {
            return id.get();
        }
        throw unknown("No image found with id: " + text);
    }

    /** Scripts look for it on standard output. */
    private HostException unknown(@Nullable String message) {
        answers.lines(String.valueOf(message));
        return new HostException(String.valueOf(message), "");
    }

    private int working(Work work) throws BuildException {
        try (TemplateFactory factory = workbench.factory();
                Callbacks callbacks = workbench.callbacks()) {
            factory.listen(progress);
            factory.listen(callbacks);
            signals.interrupt(
                    Thread.currentThread(), name -> LOG.warn("{}: cancelling the work", name));
            Duration limit = CALLBACK_LIMIT;
            try {
                factory.recover();
                return work.with(factory);
            } catch (InterruptedException e) {
                limit = CALLBACK_LIMIT_OF_SIGNAL;
                factory.shutDown("interrupted by a signal", SHUT_DOWN_LIMIT);
                return signals.status().code();
            } finally {
                callbacks.drain(limit);
            }
        } catch (InterruptedException e) {
            return signals.status().code();
        } catch (NoSuchImageException e) {
            throw unknown(e.getMessage());
        } catch (MissingCredentialsException e) {
            throw new UsageException(
                    String.valueOf(e.getMessage()), "name a file with them by --credentials", e);
        }
    }
}
