package org.imagefactory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.spec.AnswerFile;

/** Prints the answer file that the installer of an image would get. */
final class AnswerCommand {

    private final SpecReader reader;
    private final PrintStream out;

    AnswerCommand(SpecReader reader, PrintStream out) {
        this.reader = reader;
        this.out = out;
    }

    /**
     * @throws BuildException an image is wrong, or has no answer file that can be read
     */
    ExitStatus run(List<String> images) throws BuildException {
        for (String image : images) {
            out.print(text(image));
        }
        out.flush();
        return ExitStatus.DONE;
    }

    private String text(String image) throws ConfigurationException {
        AnswerFile answers =
                reader.read(image)
                        .spec()
                        .answerFile()
                        .orElseThrow(() -> wrong("[%s] has no answer file".formatted(image)));
        try {
            return AnswerText.of(answers);
        } catch (IOException e) {
            throw wrong("[%s] cannot read the answer file: %s".formatted(image, e));
        }
    }

    private static ConfigurationException wrong(String message) {
        return new ConfigurationException(message, "");
    }
}
