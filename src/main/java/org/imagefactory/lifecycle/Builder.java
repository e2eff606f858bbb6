package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.files.Ownership;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.OsPlugin;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.report.Outcome;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;

/** Has plugins make one image, on the calling thread. */
final class Builder {

    /** Where in a target image's making its system is copied and its form is not made yet. */
    private static final double COPIED = 0.5;

    private final ImageStore store;
    private final Plugins plugins;
    private final TemplateRules rules;
    private final WorkFolders folders;
    private final Listeners listeners;

    Builder(
            ImageStore store,
            Plugins plugins,
            TemplateRules rules,
            WorkFolders folders,
            Listeners listeners) {
        this.store = store;
        this.plugins = plugins;
        this.rules = rules;
        this.folders = folders;
        this.listeners = listeners;
    }

    /** Why nothing can come of a request, for which hours of work would be done first. */
    Optional<String> hopeless(ImageRequest request) {
        boolean snapshot = new Parameters(request.parameters()).bool("snapshot").orElse(false);
        if (request.type() == ImageType.PROVIDER && snapshot) {
            return Optional.of(
                    "provider images in the style of snapshots are not made by this program; leave"
                            + " the parameter snapshot out, or set it to false");
        }
        try {
            return request.target().isPresent()
                            && plugins.cloud(request.target().get()).takesTargetImages()
                            && request.template().isPresent()
                    ? Optional.of(
                            "images for the target %s are made of target images of other clouds:"
                                            .formatted(request.target().get())
                                    + " name one of those by its id, in place of a template")
                    : Optional.empty();
        } catch (BuildException e) {
            return Optional.of(Sentence.of(e));
        }
    }

    /** Whatever happens: the work is over afterwards. */
    @SuppressWarnings("CatchingUnchecked")
    void build(ImageWork work, ImageRequest request) {
        try {
            work.cancelled().ifPresentOrElse(work::fail, () -> work.update(this::building));
            if (!work.isOver()) {
                work.complete(make(work, request));
            }
        } catch (BuildException e) {
            work.fail(Sentence.of(e));
        } catch (InvalidTemplateException e) {
            work.fail(Sentence.of(e));
        } catch (IOException e) {
            work.fail(Sentence.of(e, store));
        } catch (InterruptedException e) {
            work.fail("interrupted");
        } catch (OutOfMemoryError e) {
            Outcome full = Outcome.unexpected(e);
            work.fail(full.message() + "; " + full.advice());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            listeners.crashed(work.id(), e);
            work.fail(Sentence.ofBug(e));
        }
    }

    private ImageRecord building(ImageRecord record) {
        return record.withStatus(ImageStatus.BUILDING);
    }

    /**
     * @return what is to be added to the record
     */
    private UnaryOperator<ImageRecord> make(ImageWork work, ImageRequest request)
            throws BuildException, InvalidTemplateException, IOException, InterruptedException {
        Template template = template(work, request.credentials());
        Path folder = folders.make(work.id());
        try {
            return switch (work.type()) {
                case BASE -> base(new WorkJob.Base(work, folder, template, request.localFiles()));
                case TARGET -> target(work, folder, template, request.localFiles());
                case PROVIDER ->
                        push(
                                new WorkJob.Push(
                                        work,
                                        folder,
                                        template,
                                        request.localFiles(),
                                        request.credentials().orElseThrow(),
                                        parentBody(work, "target image")));
            };
        } finally {
            remove(work);
        }
    }

    private Template template(ImageWork work, Optional<String> credentials)
            throws InvalidTemplateException, InterruptedException {
        Template template = template(work);
        List<String> secrets =
                Stream.of(template.os().rootPassword(), template.os().key())
                        .flatMap(Optional::stream)
                        .toList();
        work.hide(Masking.of(credentials, secrets));
        return template;
    }

    private Template template(ImageWork work)
            throws InvalidTemplateException, InterruptedException {
        String text = work.record().template().orElse("");
        if (!store.isLarge(work.id())) {
            return TemplateReader.read(text, rules);
        }
        store.largeWork().acquire();
        try {
            return TemplateReader.read(text, rules);
        } finally {
            store.largeWork().release();
        }
    }

    private OsPlugin os(Template template) throws BuildException {
        return plugins.os(template.os().name(), template.os().version(), template.os().arch());
    }

    private UnaryOperator<ImageRecord> base(WorkJob.Base job)
            throws BuildException, InterruptedException {
        os(job.template()).createBaseImage(job);
        return UnaryOperator.identity();
    }

    private UnaryOperator<ImageRecord> target(
            ImageWork work, Path folder, Template template, boolean localFiles)
            throws BuildException, IOException, InterruptedException {
        WorkJob.Parent base =
                new WorkJob.Parent(
                        parentBody(work, "parent image"),
                        store.find(work.record().parent().orElseThrow())
                                .flatMap(ImageRecord::target));
        CloudPlugin cloud = plugins.cloud(work.record().target().orElseThrow());
        double copied = cloud.takesTargetImages() ? 0 : COPIED;
        WorkJob.Target copying =
                new WorkJob.Target(work, folder, 0, copied, template, localFiles, base);
        if (cloud.shouldCreateTargetImage(copying)) {
            if (!cloud.takesTargetImages()) {
                os(template).createTargetImage(copying, cloud.content(copying));
            }
            cloud.createTargetImage(
                    new WorkJob.Target(work, folder, copied, 1, template, localFiles, base));
        }
        return UnaryOperator.identity();
    }

    private UnaryOperator<ImageRecord> push(WorkJob.Push job)
            throws BuildException, InterruptedException {
        Pushed pushed = plugins.cloud(job.target()).push(job);
        return record ->
                record.withPushed(pushed.identifierOnProvider(), pushed.accountIdentifier());
    }

    /** A body that is something else than a file was put there by somebody else. */
    private Path parentBody(ImageWork work, String what) throws BuildException {
        Path body = store.body(work.record().parent().orElseThrow());
        try {
            Ownership.requireRegular(body);
            return body;
        } catch (IOException e) {
            throw new HostException(
                    "the body of the %s %s cannot be read"
                            .formatted(what, work.record().parent().orElseThrow()),
                    "look whether somebody has changed the store",
                    e);
        }
    }

    private void remove(ImageWork work) {
        try {
            folders.remove(work.id());
        } catch (IOException e) {
            work.log("%s cannot be removed: %s".formatted(folders.of(work.id()), e.getMessage()));
        }
    }
}
