package org.imagefactory.pipeline;

import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Facts;

/**
 * What every step may use while it runs.
 *
 * @param workspace names all files of the build
 * @param cleanup where to register an undo
 * @param listener hears progress and warnings
 * @param facts takes what is only known at run time, for the report
 */
public record StepContext(
        Workspace workspace, CleanupStack cleanup, BuildListener listener, Facts facts) {}
