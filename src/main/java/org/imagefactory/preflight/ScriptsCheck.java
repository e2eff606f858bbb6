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
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.validation.EmbeddedScript;
import org.imagefactory.validation.EmbeddedScripts;

/** The shell scripts in the answer file, by shellcheck. */
final class ScriptsCheck implements Check {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Files that a script reads are in the installed system only. */
    private static final String NOT_HERE = "SC1090,SC1091";

    private final ProcessRunner runner;
    private final SearchPath path;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder for the scripts
     */
    ScriptsCheck(ProcessRunner runner, SearchPath path, Path temporaryFolder) {
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
        List<EmbeddedScript> scripts;
        try {
            scripts = EmbeddedScripts.in(answers.kind(), AnswerText.of(answers));
        } catch (IOException | ConfigurationException e) {
            return List.of(); // told by another check
        }
        if (scripts.isEmpty()) {
            return List.of();
        }
        if (path.find(Program.SHELLCHECK.command()).isEmpty()) {
            return List.of(
                    Finding.note(
                            "scripts in '%s' not checked: %s is not installed"
                                    .formatted(answers.file(), Program.SHELLCHECK.command())));
        }
        List<Finding> findings = new ArrayList<>();
        for (EmbeddedScript script : scripts) {
            findings.addAll(look(answers, script));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            "%d scripts in '%s' are right"
                                    .formatted(scripts.size(), answers.file())));
        }
        return findings;
    }

    private List<Finding> look(AnswerFile answers, EmbeddedScript script)
            throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try {
            Path file = Files.createTempFile(temporaryFolder, "script-", ".sh");
            try {
                Files.writeString(file, script.text());
                Command command =
                        Command.of(
                                Program.SHELLCHECK.command(),
                                "--format=gcc",
                                "--exclude=" + NOT_HERE,
                                file.toString());
                runner.run(
                        command.within(LIMIT).quietly(),
                        (stream, line) -> lines.add(line.replace(file.toString() + ":", "line ")));
                return List.of();
            } finally {
                Files.delete(file);
            }
        } catch (CommandFailedException e) {
            return List.of(
                    Finding.warning(
                            "%s:%d".formatted(answers.file(), script.line()),
                            "%s, says shellcheck:\n%s"
                                    .formatted(script.name(), String.join("\n", lines)),
                            "correct the script, or tell shellcheck why it is right"));
        } catch (IOException | CommandException e) {
            return List.of(
                    Finding.warning(
                            "scripts in '%s' not checked: %s".formatted(answers.file(), e), ""));
        }
    }
}
