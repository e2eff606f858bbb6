package org.imagefactory.attempt;

import java.time.Clock;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.preflight.Preflight;
import org.imagefactory.preflight.SpaceClaims;
import org.imagefactory.report.BuildListener;

/** What builds are made with: the same for all of a factory. */
public interface Workshop {

    /** For dates and times. */
    Clock clock();

    /** Name and version of this program, for reports. */
    String builder();

    StagingFolders stagingFolders();

    /** Of all builds that run. */
    SpaceClaims space();

    /** Starts the commands of one build. */
    ProcessRunner runner(BuildListener events);

    /** Looks at the host before a build. */
    Preflight preflight(Workspace workspace, ProcessRunner runner);
}
