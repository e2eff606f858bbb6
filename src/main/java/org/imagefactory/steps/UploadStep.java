package org.imagefactory.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HookException;
import org.imagefactory.error.UploadException;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.HookSubject;
import org.imagefactory.tools.Hooks;
import org.imagefactory.tools.Rsync;

/**
 * Uploads the published image, its documents, signatures and forms for clouds to every destination,
 * in the configured order, the checksums last: where it stands, everything else does. A
 * destination's hooks run after its upload. When one destination fails, the others are still
 * served; the failure ends the build afterwards.
 */
public final class UploadStep implements Step {

    private final List<UploadDestination> destinations;
    private final HookSubject subject;
    private final Publications publications;
    private final List<String> forms;
    private final Documents documents;
    private final Rsync rsync;
    private final CloudUpload clouds;
    private final Hooks hooks;

    /**
     * @param workspace names the published files
     * @param disk tells the format of the image to upload, and its forms for clouds
     * @param documents that are expected, for the preview
     */
    public UploadStep(
            Workspace workspace,
            Disk disk,
            Documents documents,
            List<UploadDestination> destinations,
            Rsync rsync,
            CloudUpload clouds,
            Hooks hooks) {
        this.subject = Subjects.published(workspace, disk.format());
        this.publications = new Publications(workspace, Results.uploaded(disk));
        this.forms =
                disk.forms().stream()
                        .map(CloudForm::suffix)
                        .flatMap(
                                form ->
                                        Stream.of(
                                                workspace.publishedDocument(form),
                                                workspace.publishedChecksum(form)))
                        .map(file -> file.toFile().getName())
                        .toList();
        this.documents = documents;
        this.destinations = List.copyOf(destinations);
        this.rsync = rsync;
        this.clouds = clouds;
        this.hooks = hooks;
    }

    @Override
    public String name() {
        return "upload";
    }

    @Override
    public String description() {
        return "upload to "
                + String.join(", ", destinations.stream().map(UploadDestination::name).toList());
    }

    @Override
    public List<String> preview() {
        List<String> lines = new ArrayList<>();
        List<String> planned = withForms(publications.planned(documents).stream());
        for (UploadDestination to : destinations) {
            if (to.type() == UploadType.RSYNC) {
                rsync.commands(subject, planned, to).forEach(line -> lines.add(line.toString()));
            } else {
                lines.add(clouds.preview(to));
            }
            to.hooks().forEach(hook -> lines.add(hooks.postUpload(hook, subject, to).toString()));
        }
        return lines;
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        List<String> published = published();
        List<BuildException> failures = new ArrayList<>();
        clouds.removeLeftovers(context);
        for (UploadDestination to : destinations) {
            long start = System.nanoTime();
            try {
                String there = serve(to, published, context);
                long seconds = (System.nanoTime() - start) / 1_000_000_000L;
                context.facts()
                        .value(Fact.UPLOAD, to.name(), "done in %d s%s".formatted(seconds, there));
            } catch (BuildException e) {
                String message = String.valueOf(e.getMessage());
                context.facts().value(Fact.UPLOAD, to.name(), "failed: " + message);
                context.listener().warning(message);
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw combined(failures);
        }
    }

    /** What lies beside the image by now. */
    private List<String> published() throws BuildException, InterruptedException {
        try {
            return withForms(
                    publications.published().stream().map(file -> file.toFile().getName()));
        } catch (IOException e) {
            throw DiskFailures.io("uploading the image", subject.folder(), e);
        }
    }

    private List<String> withForms(Stream<String> documents) {
        return Stream.concat(documents, forms.stream()).toList();
    }

    /**
     * @return for the report, what a cloud calls the image
     */
    private String serve(UploadDestination to, List<String> published, StepContext context)
            throws BuildException, InterruptedException {
        String there = "";
        context.listener().note("uploading %s to %s".formatted(subject.fileName(), to.target()));
        if (to.type() == UploadType.RSYNC) {
            rsync.upload(subject, published, to, context.listener());
        } else {
            there = ", as " + clouds.run(to, published, context);
        }
        for (HookCommand hook : to.hooks()) {
            hooks.run(hook, hooks.postUpload(hook, subject, to), subject, context.listener());
        }
        return there;
    }

    /** One failure is told as it is; several in one message, by the gravest. */
    private BuildException combined(List<BuildException> failures) {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        StringBuilder message =
                new StringBuilder(
                        "%d of %d destinations failed"
                                .formatted(failures.size(), destinations.size()));
        failures.forEach(failure -> message.append('\n').append(failure.getMessage()));
        String advice = failures.get(0).advice().orElse("");
        boolean hooksOnly = failures.stream().allMatch(HookException.class::isInstance);
        return hooksOnly
                ? new HookException(message.toString(), advice, failures.get(0))
                : new UploadException(message.toString(), advice, failures.get(0));
    }
}
