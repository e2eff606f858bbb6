package org.imagefactory.steps;

import java.io.IOException;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.machine.ImageKeeper;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.tools.DiskFailures;

/**
 * Brings the finished image to where machines run, before it is tested there and gets its name: so
 * nothing is published that could not be brought there.
 */
public final class BringImageStep implements Step {

    private final KeptImage image;
    private final Workspace workspace;
    private final ImageKeeper keeper;

    public BringImageStep(ImageSpec spec, Workspace workspace, ImageKeeper keeper) {
        this.image = new KeptImage(spec, workspace);
        this.workspace = workspace;
        this.keeper = keeper;
    }

    @Override
    public String name() {
        return "bring-image";
    }

    @Override
    public String description() {
        return "bring the image to the cloud";
    }

    @Override
    public List<String> preview() {
        return List.of("upload the image, without its name for now");
    }

    /** What it brought is removed if the build fails; {@link KeepImageStep} sees that. */
    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        String test = workspace.bootDomainName();
        context.cleanup().onFailure("remove the image from the cloud", () -> keeper.drop(test));
        try {
            context.listener().note("it is there as " + keeper.bring(image.staged(context)));
        } catch (IOException e) {
            throw DiskFailures.io("bringing the image to the cloud", workspace.staging(), e);
        }
    }
}
