package org.imagefactory.cli;

import java.nio.file.Path;
import org.imagefactory.ImageFactory;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.report.BootResult;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.BootTest;
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
        BootResult result = factory.inspection().test(spec, file, listener);
        String units = result.unitsAsked() ? ", no unit failed" : "";
        String off = result.offSeconds().map(", off after %s s"::formatted).orElse("");
        verdicts.print(
                file.toString(),
                "ok",
                new Problem(
                        "",
                        "%s after %s s%s%s"
                                .formatted(text(result.proof()), result.seconds(), units, off)),
                "");
        return ExitStatus.DONE;
    }

    private static String text(BootTest proof) {
        return switch (proof) {
            case CONSOLE -> "login prompt on the serial console";
            case AGENT -> "answer of the QEMU guest agent";
            case SSH -> "SSH banner";
            case AUTO, NO -> throw new IllegalArgumentException("no proof: " + proof);
        };
    }
}
