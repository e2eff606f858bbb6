package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.FolderTree;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.DiskFailures;

/**
 * Makes of the finished image the forms that clouds take, each with a checksum file. When one
 * fails, the build does: nothing is published.
 */
public final class FormsStep implements Step {

    private static final DocumentKind PROPERTIES = DocumentKind.OPENSTACK_PROPERTIES;

    private final Workspace workspace;
    private final ImageSpec spec;
    private final FormMaker maker;
    private final ProcessRunner runner;

    public FormsStep(Workspace workspace, ImageSpec spec, FormMaker maker, ProcessRunner runner) {
        this.workspace = workspace;
        this.spec = spec;
        this.maker = maker;
        this.runner = runner;
    }

    @Override
    public String name() {
        return "forms";
    }

    @Override
    public String description() {
        return "make the forms for clouds: "
                + forms().stream().map(CloudForm::target).collect(Collectors.joining(", "));
    }

    @Override
    public List<String> preview() {
        return forms().stream()
                .flatMap(
                        form ->
                                form == CloudForm.OPENSTACK_KVM
                                        ? Stream.of(form.suffix(), PROPERTIES.suffix())
                                        : Stream.of(form.suffix()))
                .map(suffix -> "write " + workspace.publishedDocument(suffix))
                .toList();
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        FinishedImage image =
                finished(workspace.staged(spec.disk().format()), spec, workspace, context);
        for (CloudForm form : forms()) {
            make(image, form, context);
        }
    }

    private List<CloudForm> forms() {
        return spec.disk().forms();
    }

    /** The image of a build in one of its files, as makers of forms know it. */
    static FinishedImage finished(
            Path file, ImageSpec spec, Workspace workspace, StepContext context) {
        return new FinishedImage(
                file,
                spec.name(),
                workspace.baseName(),
                Fact.SYSTEM.in(context.facts().values()).orElse(""),
                spec.machine().arch());
    }

    private void make(FinishedImage image, CloudForm form, StepContext context)
            throws BuildException, InterruptedException {
        Path file = workspace.document(form.suffix());
        Path properties = workspace.document(PROPERTIES);
        Path folder = workspace.formFolder();
        context.listener().note("making the form for " + form.target());
        boolean done = false;
        try {
            FolderTree.delete(folder); // of an attempt that was killed
            Files.createDirectory(folder);
            FormMaker.Place place = new FormMaker.Place(file, properties, folder);
            maker.make(runner, image, form, place, context.listener());
            String sha256 = FileDigest.sha256(file, position -> {});
            ChecksumFile.write(workspace.stagedChecksum(form.suffix()), file, sha256);
            done = true;
        } catch (BuildException e) {
            context.listener()
                    .warning(
                            "there is no form for %s: nothing is published"
                                    .formatted(form.target()));
            throw e;
        } catch (IOException e) {
            throw DiskFailures.io("making the form for " + form.target(), workspace.staging(), e);
        } finally {
            clear(folder, context);
            if (!done) {
                clear(file, context);
                if (form == CloudForm.OPENSTACK_KVM) {
                    clear(properties, context);
                }
            }
        }
    }

    /** Half a form is of no use, and what is written about the failure may need its place. */
    static void clear(Path path, StepContext context) {
        try {
            FolderTree.delete(path);
        } catch (IOException e) {
            context.listener().warning("could not remove %s: %s".formatted(path, e.getMessage()));
        }
    }
}
