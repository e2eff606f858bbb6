package org.imagefactory.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.imagefactory.ImageFactory;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.manifest.Verdict;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.FileSpec;

/** Checks an image file by what was published with it. */
final class VerifyTask implements FileCommand.Task {

    @Override
    public ExitStatus run(
            ImageFactory factory,
            FileSpec spec,
            Path file,
            BuildListener listener,
            Verdicts verdicts)
            throws BuildException, InterruptedException {
        List<Verdict> found =
                factory.inspection().verify(file, spec.documents().signKeyring(), listener);
        for (Verdict verdict : found) {
            verdicts.print(
                    file.toFile().getName(),
                    verdict.grade().name().toLowerCase(Locale.ROOT),
                    new Problem("", verdict.text()),
                    "");
        }
        return found.stream().anyMatch(Verdict::isError) ? ExitStatus.DOWNLOAD : ExitStatus.DONE;
    }
}
