package org.imagefactory.attempt;

import java.util.List;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;

/**
 * What one build has to do.
 *
 * @param spec of the image
 * @param workspace of a build that begins now
 * @param options beyond the specification
 * @param plan lists the steps
 */
public record Job(ImageSpec spec, Workspace workspace, BuildOptions options, Plan plan) {

    /** Lists what is to be done; whoever orders the build knows what is to be built. */
    @FunctionalInterface
    public interface Plan {

        /**
         * The steps of the build.
         *
         * @param workspace of the build, or of the earlier one that it goes on with
         * @param runner starts the commands of the steps
         */
        List<Step> steps(Workspace workspace, ProcessRunner runner);
    }
}
