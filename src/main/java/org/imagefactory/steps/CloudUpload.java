package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.FolderTree;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.Rsync;

/** Brings a published image to clouds, with as many tries as rsync has. */
final class CloudUpload {

    private final Workspace workspace;
    private final ImageSpec spec;
    private final FormMaker maker;
    private final ProcessRunner runner;
    private final List<Duration> delays;

    CloudUpload(Workspace workspace, ImageSpec spec, FormMaker maker, ProcessRunner runner) {
        this(workspace, spec, maker, runner, Rsync.DELAYS);
    }

    CloudUpload(
            Workspace workspace,
            ImageSpec spec,
            FormMaker maker,
            ProcessRunner runner,
            List<Duration> delays) {
        this.workspace = workspace;
        this.spec = spec;
        this.maker = maker;
        this.runner = runner;
        this.delays = List.copyOf(delays);
    }

    /** What a dry run shows. */
    String preview(UploadDestination to) {
        return "upload %s to %s, %s"
                .formatted(file(to).getFileName(), Choice.name(to.type()), to.target());
    }

    /**
     * @param published names of all that lies beside the image
     * @return what the image is called there
     */
    String run(UploadDestination to, List<String> published, StepContext context)
            throws BuildException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return push(to, published, context);
            } catch (BuildException e) {
                boolean again = e.getCause() instanceof IOException && attempt < delays.size();
                if (!again) {
                    throw e;
                }
                Duration delay = delays.get(attempt);
                context.listener()
                        .warning(
                                "upload to %s: %s; trying again in %d s"
                                        .formatted(to.name(), e.getMessage(), delay.toSeconds()));
                Thread.sleep(delay.toMillis());
            }
        }
    }

    private String push(UploadDestination to, List<String> published, StepContext context)
            throws BuildException, InterruptedException {
        Path folder = workspace.formFolder();
        FinishedImage image = FormsStep.finished(file(to), spec, workspace, context);
        try {
            FolderTree.delete(folder); // of an attempt that was killed
            Files.createDirectories(folder);
            UnfinishedPushes pushes = unfinished();
            pushes.begin(to);
            List<Path> files = files(published);
            String there = maker.push(runner, image, to, files, folder, context.listener());
            pushes.end(to);
            return there;
        } catch (IOException e) {
            throw DiskFailures.io("uploading the image", folder, e);
        } finally {
            FormsStep.clear(folder, context);
        }
    }

    /** Removes what earlier pushes left that did not come to their end; those of now do so, too. */
    void removeLeftovers(StepContext context) throws BuildException, InterruptedException {
        UnfinishedPushes pushes = unfinished();
        try {
            for (UnfinishedPushes.Push push : pushes.all()) {
                if (!push.build().equals(workspace.baseName())) {
                    pushes.remove(push, context.listener());
                }
            }
        } catch (IOException e) {
            throw DiskFailures.io("looking for unfinished pushes", workspace.outputFolder(), e);
        }
    }

    private UnfinishedPushes unfinished() {
        return new UnfinishedPushes(workspace, spec, maker, runner);
    }

    /** Of the forms that of the cloud; OpenStack takes the image as it is, too. */
    private Path file(UploadDestination to) {
        boolean openstack =
                to.type() == UploadType.OPENSTACK
                        && spec.disk().forms().contains(CloudForm.OPENSTACK_KVM);
        return to.type()
                .form()
                .or(() -> Stream.of(CloudForm.OPENSTACK_KVM).filter(form -> openstack).findAny())
                .map(form -> workspace.publishedDocument(form.suffix()))
                .orElseGet(() -> workspace.published(format()));
    }

    /** Where the checksum of the image stands, everything else does. */
    private List<Path> files(List<String> published) {
        Path image = workspace.published(format());
        Path checksum = workspace.publishedChecksum(format());
        List<Path> beside = published.stream().map(image::resolveSibling).toList();
        return Stream.of(
                        Stream.of(image),
                        beside.stream().filter(file -> !isChecksum(file)),
                        beside.stream().filter(CloudUpload::isChecksum),
                        Stream.of(checksum))
                .flatMap(files -> files)
                .distinct()
                .toList();
    }

    private static boolean isChecksum(Path file) {
        return file.toString().endsWith(ResultKind.CHECKSUM_SUFFIX);
    }

    private DiskFormat format() {
        return spec.disk().format();
    }
}
