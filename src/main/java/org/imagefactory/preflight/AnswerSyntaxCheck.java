package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;

/**
 * The syntax of the answer file, by the distribution's own validator where one is installed.
 *
 * <p>debconf-set-selections tells some mistakes only on standard error and exits with 0;
 * ksvalidator fails for options that are merely deprecated in the newest version that it knows.
 */
final class AnswerSyntaxCheck implements Check {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int SHOWN_LINES = 10;

    private final ProcessRunner runner;
    private final SearchPath path;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder for answer files that are rendered
     */
    AnswerSyntaxCheck(ProcessRunner runner, SearchPath path, Path temporaryFolder) {
        this.runner = runner;
        this.path = path;
        this.temporaryFolder = temporaryFolder;
    }

    @Override
    public List<Finding> look(ImageSpec spec) throws InterruptedException {
        if (spec.answerFile().isEmpty()) {
            return List.of();
        }
        AnswerFile answers = spec.answerFile().get();
        if (!Files.isReadable(answers.file())) {
            return List.of(); // told by another check
        }
        return answers.isTemplate() ? rendered(spec, answers) : look(spec, answers, answers.file());
    }

    private List<Finding> rendered(ImageSpec spec, AnswerFile answers) throws InterruptedException {
        try {
            String text = AnswerText.of(answers);
            Path file = Files.createTempFile(temporaryFolder, "answer-", "");
            try {
                Files.writeString(file, text);
                return look(spec, answers, file);
            } finally {
                Files.delete(file);
            }
        } catch (ConfigurationException e) {
            return List.of(
                    Finding.configurationError(
                            AnswerFiles.origin(spec, answers),
                            String.valueOf(e.getMessage()),
                            e.advice().orElse("")));
        } catch (IOException e) {
            return List.of(
                    Finding.warning(
                            "syntax of '%s' not checked: %s".formatted(answers.file(), e), ""));
        }
    }

    private List<Finding> look(ImageSpec spec, AnswerFile answers, Path file)
            throws InterruptedException {
        Command command = validator(answers.kind(), file);
        if (path.find(command.program()).isEmpty()) {
            return List.of(
                    Finding.note(
                            "syntax of %s '%s' not checked: %s is not installed"
                                    .formatted(
                                            AnswerFiles.describe(answers),
                                            answers.file(),
                                            command.program())));
        }
        return List.of(validate(spec, answers, command));
    }

    private static Command validator(AnswerFile.Kind kind, Path answers) {
        String file = answers.toAbsolutePath().toString();
        Command command =
                switch (kind) {
                    case PRESEED -> Command.of("debconf-set-selections", "-c", file);
                    case KICKSTART -> Command.of("ksvalidator", file);
                    case AUTOYAST -> Command.of("xmllint", "--noout", "--nonet", file);
                };
        return command.within(LIMIT).quietly();
    }

    private Finding validate(ImageSpec spec, AnswerFile answers, Command command)
            throws InterruptedException {
        List<String> complaints = new ArrayList<>();
        boolean failed = false;
        try {
            runner.run(command, (stream, line) -> complaints.add(line));
        } catch (CommandFailedException e) {
            failed = true;
        } catch (CommandException e) {
            return Finding.warning(
                    "syntax of '%s' not checked: %s".formatted(answers.file(), e.getMessage()), "");
        }
        if (!failed && complaints.isEmpty()) {
            return Finding.ok("syntax of '%s' is right".formatted(answers.file()));
        }
        String text =
                "%s '%s', says %s:\n%s"
                        .formatted(
                                AnswerFiles.describe(answers),
                                answers.file(),
                                command.program(),
                                shortened(complaints));
        boolean certain = failed && answers.kind() != AnswerFile.Kind.KICKSTART;
        return certain
                ? Finding.configurationError(
                        AnswerFiles.origin(spec, answers), text, "correct the answer file")
                : Finding.warning(text, "");
    }

    private static String shortened(List<String> lines) {
        List<String> shown = lines.subList(0, Math.min(SHOWN_LINES, lines.size()));
        String more = lines.size() > shown.size() ? "\n…" : "";
        return String.join("\n", shown) + more;
    }
}
