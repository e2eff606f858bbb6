package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;

/** Passwords in the answer file that everybody who can read it can read. Never tells them. */
final class AnswerPasswordsCheck implements Check {

    /** No answer file is that long. */
    private static final long LONGEST = 4 << 20;

    @Override
    public List<Finding> look(ImageSpec spec) {
        return spec.answerFile().map(AnswerPasswordsCheck::look).orElse(List.of());
    }

    private static List<Finding> look(AnswerFile answers) {
        Path file = answers.file();
        String text;
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
                return List.of(); // told by another check
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
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
