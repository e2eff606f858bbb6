package org.imagefactory.steps;

import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.tools.HookSubject;
import org.imagefactory.tools.Hooks;

/** Runs the user's command for the finished image; the last step of a build. */
public final class PostBuildStep implements Step {

    private final HookCommand hook;
    private final HookSubject subject;
    private final Hooks hooks;

    /**
     * @param workspace names the published files
     * @param format of the image that the command gets
     */
    public PostBuildStep(Workspace workspace, DiskFormat format, HookCommand hook, Hooks hooks) {
        this.subject = Subjects.published(workspace, format);
        this.hook = hook;
        this.hooks = hooks;
    }

    @Override
    public String name() {
        return "post-build-command";
    }

    @Override
    public String description() {
        return "run the post-build command";
    }

    @Override
    public List<String> preview() {
        return List.of(hooks.postBuild(hook, subject).toString());
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        hooks.run(hook, hooks.postBuild(hook, subject), subject, context.listener());
    }
}
