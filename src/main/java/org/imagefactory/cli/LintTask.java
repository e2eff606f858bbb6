package org.imagefactory.cli;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.ImageFactory;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.lint.LintFinding;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.FileSpec;

/** Checks the content of an image file; one line for each finding. */
final class LintTask implements FileCommand.Task {

    @Override
    public ExitStatus run(
            ImageFactory factory,
            FileSpec spec,
            Path file,
            BuildListener listener,
            Verdicts verdicts)
            throws BuildException, InterruptedException {
        List<LintFinding> findings = factory.inspection().lint(spec, file, listener);
        String subject = file.toString();
        for (LintFinding finding : findings) {
            Problem problem = new Problem("", "%s: %s".formatted(finding.path(), finding.text()));
            verdicts.print(subject, finding.ruleName(), problem, "");
        }
        if (findings.isEmpty()) {
            verdicts.print(subject, Verdicts.OK, new Problem("", "nothing found"), "");
        }
        return findings.isEmpty() ? ExitStatus.DONE : ExitStatus.IMAGE_CHECK;
    }
}
