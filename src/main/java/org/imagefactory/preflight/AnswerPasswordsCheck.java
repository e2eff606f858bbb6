package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;

/** Passwords in the answer file that everybody who can read it can read. Never tells them. */
final class AnswerPasswordsCheck implements Check {

    @Override
    public List<Finding> look(ImageSpec spec) {
        return spec.answerFile().map(AnswerPasswordsCheck::look).orElse(List.of());
    }

    private static List<Finding> look(AnswerFile answers) {
        Path file = answers.file();
        String text;
        try {
            if (!Files.isRegularFile(file)) {
                return List.of(); // told by another check
            }
            text = AnswerText.of(answers);
        } catch (IOException | ConfigurationException e) {
            return List.of(); // told by another check
        }
        return ClearPasswords.in(answers.kind(), text).stream()
                .map(
                        found ->
                                Finding.warning(
                                        "%s:%d".formatted(file, found.line()),
                                        "%s is a password in clear text".formatted(found.what()),
                                        found.advice()))
                .toList();
    }
}
