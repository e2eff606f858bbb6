package org.imagefactory.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.Once;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.exec.SearchPath;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.validation.EmbeddedScript;
import org.imagefactory.validation.EmbeddedScripts;
import org.imagefactory.validation.GrubSettings;

/** The scripts in the answer file: by shellcheck, and what they write for GRUB by GRUB's own. */
final class ScriptsCheck implements Check {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Files that a script reads are in the installed system only. */
    private static final List<String> SHELLCHECK =
            List.of("--format=gcc", "--exclude=SC1090,SC1091");

    private final ProcessRunner runner;
    private final SearchPath path;
    private final Path temporaryFolder;
    private final Once<Script, Verdict> verdicts = new Once<>(this::judge);

    /** Many images have the same ones. */
    private record Script(Command checker, String text) {}

    /**
     * What a checker says of a script.
     *
     * @param obstacle why it could not be asked
     */
    private record Verdict(boolean isGood, List<String> complaints, Optional<String> obstacle) {}

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
        List<EmbeddedScript> grub =
                scripts.stream().flatMap(script -> GrubSettings.in(script).stream()).toList();
        List<Finding> findings = new ArrayList<>();
        findings.addAll(look(answers, scripts, "shell scripts", Program.SHELLCHECK, SHELLCHECK));
        findings.addAll(
                look(answers, grub, "settings for GRUB", Program.GRUB_SCRIPT_CHECK, List.of()));
        return findings;
    }

    private List<Finding> look(
            AnswerFile answers,
            List<EmbeddedScript> scripts,
            String what,
            Program checker,
            List<String> options)
            throws InterruptedException {
        if (scripts.isEmpty()) {
            return List.of();
        }
        if (path.find(checker.command()).isEmpty()) {
            return List.of(
                    Finding.note(
                            "%s in '%s' not checked: %s is not installed"
                                    .formatted(what, answers.file(), checker.command())));
        }
        List<Finding> findings = new ArrayList<>();
        for (EmbeddedScript script : scripts) {
            findings.addAll(look(answers, script, Command.of(checker.command(), options)));
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            "%d %s in '%s' are right"
                                    .formatted(scripts.size(), what, answers.file())));
        }
        return findings;
    }

    private List<Finding> look(AnswerFile answers, EmbeddedScript script, Command checker)
            throws InterruptedException {
        Verdict verdict = verdicts.answer(new Script(checker, script.text()));
        if (verdict.obstacle().isPresent()) {
            return List.of(
                    Finding.warning(
                            "scripts in '%s' not checked: %s"
                                    .formatted(answers.file(), verdict.obstacle().get()),
                            ""));
        }
        if (verdict.isGood()) {
            return List.of();
        }
        return List.of(
                Finding.warning(
                        "%s:%d".formatted(answers.file(), script.line()),
                        "%s, says %s:\n%s"
                                .formatted(
                                        script.name(),
                                        checker.program(),
                                        String.join("\n", verdict.complaints())),
                        "correct the script, or tell the checker why it is right"));
    }

    private Verdict judge(Script script) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try {
            try (ScratchFolder scratch = ScratchFolder.in(temporaryFolder)) {
                Path file = scratch.file("script.sh");
                Files.writeString(file, script.text());
                List<String> arguments = new ArrayList<>(script.checker().arguments());
                arguments.add(file.toString());
                runner.run(
                        Command.of(script.checker().program(), arguments).within(LIMIT).quietly(),
                        (stream, line) -> lines.add(line.replace(file + ":", "line ")));
                return new Verdict(true, List.of(), Optional.empty());
            }
        } catch (CommandFailedException e) {
            return new Verdict(false, lines, Optional.empty());
        } catch (IOException | CommandException e) {
            return new Verdict(false, List.of(), Optional.of(e.toString()));
        }
    }
}
