package org.imagefactory.preflight;

import java.util.List;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.tools.Gpg;

/**
 * Whether gpg can sign with the key: it is tried on nothing, because a key that is missing or
 * locked shall not be found out after an hour of installation.
 */
final class SigningCheck implements Check {

    private final ProcessRunner runner;
    private final SearchPath path;

    SigningCheck(ProcessRunner runner, SearchPath path) {
        this.runner = runner;
        this.path = path;
    }

    @Override
    public List<Finding> look(ImageSpec spec) throws InterruptedException {
        boolean missing = path.find(Program.GPG.command()).isEmpty(); // told by another check
        if (spec.documents().sign() != SignMethod.GPG || missing) {
            return List.of();
        }
        try {
            new Gpg(runner).trySigning(spec.documents().signKey());
            return List.of(Finding.ok("gpg can sign with the key"));
        } catch (HostException e) {
            return List.of(
                    Finding.hostError(String.valueOf(e.getMessage()), e.advice().orElse("")));
        }
    }
}
