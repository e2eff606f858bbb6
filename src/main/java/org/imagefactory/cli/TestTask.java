package org.imagefactory.cli;

import java.nio.file.Path;
import org.imagefactory.ImageFactory;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.FileSpec;

/** Boots an image file and tells how it proved itself. */
final class TestTask implements FileCommand.Task {

    @Override
    public ExitStatus run(
            ImageFactory factory,
            FileSpec spec,
            Path file,
            BuildListener listener,
            Verdicts verdicts)
            throws BuildException, InterruptedException {
        throw new HostException("cannot boot images yet", "");
    }
}
