package org.imagefactory.tools;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/** Asks programs for their versions, for the report. */
public final class ToolVersions {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+\\S*");

    /** These have no {@code --version}. */
    private static final Map<Program, List<String>> QUESTIONS =
            Map.of(Program.E2FSCK, List.of("-V"), Program.DEBUGFS, List.of("-V"));

    /** Tells its version nowhere. */
    private static final List<Program> SILENT = List.of(Program.ZEROFREE);

    private final ProcessRunner runner;

    public ToolVersions(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * The versions by command name. A program that is missing or tells nothing is left out: whoever
     * needs it will say so.
     */
    public Map<String, String> of(Collection<Program> programs) throws InterruptedException {
        Map<String, String> versions = new TreeMap<>();
        for (Program program : programs) {
            if (!SILENT.contains(program)) {
                version(program).ifPresent(text -> versions.put(program.command(), text));
            }
        }
        return versions;
    }

    private Optional<String> version(Program program) throws InterruptedException {
        StringBuilder printed = new StringBuilder();
        Command command =
                Command.of(program.command(), QUESTIONS.getOrDefault(program, List.of("--version")))
                        .within(LIMIT)
                        .quietly();
        try {
            runner.run(command, (stream, line) -> append(printed, line));
        } catch (CommandException e) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(printed);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static void append(StringBuilder text, String line) {
        synchronized (text) {
            text.append(line).append('\n');
        }
    }
}
