package org.imagefactory;

import java.util.List;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.preflight.SpaceClaims;
import org.imagefactory.report.BuildListener;

/** What builds are made with: the same for all of a factory. */
interface Workshop {

    StagingFolders stagingFolders();

    /** Of all builds that run. */
    SpaceClaims space();

    /** Starts the commands of one build. */
    ProcessRunner runner(BuildListener events);

    /**
     * The steps of a build.
     *
     * @param workspace of the build, or of the earlier one that it goes on with
     */
    List<Step> plan(Job job, Workspace workspace, ProcessRunner runner);

    /** Looks at the host before a build. */
    Preflight preflight(Workspace workspace, ProcessRunner runner);
}
