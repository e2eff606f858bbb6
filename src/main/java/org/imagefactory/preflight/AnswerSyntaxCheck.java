package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.validation.AnswerValidator;
import org.imagefactory.validation.Complaint;

/**
 * The answer file as the installer would get it: by rules of our own, and by the distribution's own
 * validator where one is installed.
 */
final class AnswerSyntaxCheck implements Check {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int SHOWN_LINES = 10;

    private final ProcessRunner runner;
    private final SearchPath path;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder for the text that validators read
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
        try {
            String text = AnswerText.of(answers);
            List<Finding> findings = new ArrayList<>(ownRules(spec, answers, text));
            try (ScratchFolder scratch = ScratchFolder.in(temporaryFolder)) {
                Path file = scratch.file("answers");
                if (answers.isTemplate()) {
                    Files.writeString(file, text);
                } else { // its bytes, whatever its encoding is
                    Files.copy(answers.file(), file, StandardCopyOption.REPLACE_EXISTING);
                }
                findings.addAll(externalRules(spec, answers, file));
            }
            return findings;
        } catch (ConfigurationException e) {
            return List.of(
                    Finding.configurationError(
                            Field.ANSWER_FILE.place(),
                            String.valueOf(e.getMessage()),
                            e.advice().orElse("")));
        } catch (IOException e) {
            return List.of(notChecked(answers, e.toString()));
        }
    }

    private static List<Finding> ownRules(ImageSpec spec, AnswerFile answers, String text) {
        List<Complaint> complaints = AnswerValidator.of(answers.kind()).look(text, spec);
        List<Finding> findings = new ArrayList<>();
        for (boolean certain : List.of(true, false)) {
            List<String> lines =
                    complaints.stream()
                            .filter(complaint -> complaint.certain() == certain)
                            .map(Complaint::toString)
                            .toList();
            if (!lines.isEmpty()) {
                findings.add(complaint(answers, "", lines, certain));
            }
        }
        return findings;
    }

    private List<Finding> externalRules(ImageSpec spec, AnswerFile answers, Path file)
            throws InterruptedException {
        Optional<Command> validator =
                ExternalValidators.of(
                        spec,
                        answers.kind(),
                        file,
                        program -> path.find(program.command()).isPresent());
        if (validator.isEmpty()) {
            return List.of(Finding.ok("'%s' has been read".formatted(answers.file())));
        }
        Command command = validator.get().within(LIMIT).quietly();
        if (path.find(command.program()).isEmpty()) {
            return List.of(
                    Finding.note(
                            "syntax of %s '%s' not checked by its own validator: %s is not"
                                            .formatted(
                                                    AnswerFiles.describe(answers),
                                                    answers.file(),
                                                    command.program())
                                    + " installed"));
        }
        return List.of(validate(answers, command));
    }

    private Finding validate(AnswerFile answers, Command command) throws InterruptedException {
        List<String> said = new ArrayList<>();
        boolean failed = false;
        try {
            runner.run(command, (stream, line) -> said.add(line));
        } catch (CommandFailedException e) {
            failed = true;
        } catch (CommandException e) {
            return notChecked(answers, String.valueOf(e.getMessage()));
        }
        List<String> complaints =
                said.stream().filter(line -> !ExternalValidators.isNoise(line)).toList();
        if (!failed && complaints.isEmpty()) {
            return Finding.ok("syntax of '%s' is right".formatted(answers.file()));
        }
        return complaint(
                answers,
                ", says " + command.program(),
                complaints,
                ExternalValidators.isCertain(answers.kind(), failed));
    }

    private static Finding complaint(
            AnswerFile answers, String who, List<String> lines, boolean certain) {
        String text =
                "%s '%s'%s:\n%s"
                        .formatted(
                                AnswerFiles.describe(answers),
                                answers.file(),
                                who,
                                shortened(lines));
        return certain
                ? Finding.configurationError(
                        Field.ANSWER_FILE.place(), text, "correct the answer file")
                : Finding.warning(text, "");
    }

    private static Finding notChecked(AnswerFile answers, String why) {
        return Finding.warning("syntax of '%s' not checked: %s".formatted(answers.file(), why), "");
    }

    private static String shortened(List<String> lines) {
        List<String> shown = lines.subList(0, Math.min(SHOWN_LINES, lines.size()));
        String more = lines.size() > shown.size() ? "\n…" : "";
        return String.join("\n", shown) + more;
    }
}
