package org.imagefactory.steps;

import java.io.IOException;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.machine.ImageKeeper;
import org.imagefactory.machine.ImageKeeper.Kept;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.DiskFailures;

/** Leaves the published image where machines run, under the name of its files. */
public final class KeepImageStep implements Step {

    private final KeptImage image;
    private final Workspace workspace;
    private final ImageKeeper keeper;

    public KeepImageStep(ImageSpec spec, Workspace workspace, ImageKeeper keeper) {
        this.image = new KeptImage(spec, workspace);
        this.workspace = workspace;
        this.keeper = keeper;
    }

    @Override
    public String name() {
        return "keep-image";
    }

    @Override
    public String description() {
        return "leave the image in the cloud";
    }

    @Override
    public List<String> preview() {
        return List.of("name the image in the cloud " + workspace.baseName());
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        // Another attempt has not brought it, and what it brings goes if it fails.
        context.cleanup()
                .onFailure(
                        "remove the image from the cloud",
                        () -> keeper.drop(workspace.bootDomainName()));
        try {
            Kept kept = image.published(context);
            String id = keeper.keep(kept, context.listener());
            context.facts().value(Fact.CLOUD_IMAGE, id);
            context.listener()
                    .note(
                            "%s stays in the cloud as %s, SHA-256 %s"
                                    .formatted(kept.name(), id, kept.sha256()));
        } catch (IOException e) {
            throw DiskFailures.io("leaving the image in the cloud", workspace.staging(), e);
        }
    }
}
