package org.imagefactory.pipeline;

import java.util.List;
import org.imagefactory.error.BuildException;

/** One thing that a build does. Gets its inputs by constructor, leaves files in the workspace. */
public interface Step {

    /** A short identifier with hyphens, unique in its pipeline; stands in the report. */
    String name();

    /** What it does, for people: "install with virt-install". */
    String description();

    /**
     * What a dry run prints: the exact commands, quoted for a shell, or one sentence for work that
     * no other program does. Pure: touches nothing.
     */
    List<String> preview();

    /** Whether a later attempt may begin with this step, after it or a later one has failed. */
    default Repetition repetition() {
        return Repetition.NEVER;
    }

    /**
     * @throws BuildException the build ends with this failure
     * @throws InterruptedException the build is being cancelled
     */
    void run(StepContext context) throws BuildException, InterruptedException;
}
