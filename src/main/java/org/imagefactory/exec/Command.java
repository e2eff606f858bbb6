package org.imagefactory.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A program to start: its argument list, never a shell string.
 *
 * @param program name to look up in PATH, or a path
 * @param arguments what the program gets, each as it is
 * @param workingDirectory where it runs; empty for the builder's own directory
 * @param environment variables added to the base environment
 * @param base what the environment starts from
 * @param timeLimit after this long the whole process tree is killed
 * @param secrets texts to mask wherever the command or its output is logged
 * @param successStatuses exit statuses that count as success
 * @param quiet for commands that run again and again: the log tells of them only when it is verbose
 */
public record Command(
        String program,
        List<String> arguments,
        Optional<Path> workingDirectory,
        Map<String, String> environment,
        Base base,
        Duration timeLimit,
        Set<String> secrets,
        Set<Integer> successStatuses,
        boolean quiet) {

    /** Long enough for any local tool, short enough that a stuck one ends. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofHours(1);

    /** What the environment of a command starts from. */
    public enum Base {
        /** Few, known variables and the C.UTF-8 locale: output that can be parsed. */
        TOOL,
        /** Everything that the user has set: for the user's own commands and ssh set-up. */
        USER
    }

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        secrets = Set.copyOf(secrets);
        successStatuses = Set.copyOf(successStatuses);
    }

    /** A command with the default limits. */
    public static Command of(String program, List<String> arguments) {
        return new Command(
                program,
                arguments,
                Optional.empty(),
                Map.of(),
                Base.TOOL,
                DEFAULT_TIME_LIMIT,
                Set.of(),
                Set.of(0),
                false);
    }

    /** A command with the default limits. */
    public static Command of(Program program, List<String> arguments) {
        return of(program.command(), arguments);
    }

    /** A command with the default limits. */
    public static Command of(Program program, String... arguments) {
        return of(program.command(), List.of(arguments));
    }

    /** A command with the default limits. */
    public static Command of(String program, String... arguments) {
        return of(program, List.of(arguments));
    }

    /** The name of the program, without its folder. */
    public String programName() {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** The same command in another working directory. */
    public Command in(Path directory) {
        return changed(draft -> draft.workingDirectory = Optional.of(directory));
    }

    /** The same command with another time limit. */
    public Command within(Duration limit) {
        return changed(draft -> draft.timeLimit = limit);
    }

    /** The same command with more environment variables. */
    public Command with(Map<String, String> variables) {
        return changed(draft -> draft.environment.putAll(variables));
    }

    /** The same command on top of the user's whole environment. */
    public Command inUserEnvironment() {
        return changed(draft -> draft.base = Base.USER);
    }

    /** The same command, with texts masked in the log. */
    public Command hiding(Set<String> texts) {
        return changed(draft -> draft.secrets = texts);
    }

    /** The same command; these exit statuses count as success. */
    public Command succeedingWith(Set<Integer> statuses) {
        return changed(draft -> draft.successStatuses = statuses);
    }

    /** The same command, left out of the normal log. */
    public Command quietly() {
        return changed(draft -> draft.quiet = true);
    }

    private Command changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new Command(
                program,
                arguments,
                draft.workingDirectory,
                draft.environment,
                draft.base,
                draft.timeLimit,
                draft.secrets,
                draft.successStatuses,
                draft.quiet);
    }

    /** Program and arguments in one list. */
    public List<String> argv() {
        List<String> argv = new ArrayList<>();
        argv.add(program);
        argv.addAll(arguments);
        return List.copyOf(argv);
    }

    /** The command quoted for a POSIX shell, with secrets masked: ready to paste. */
    @Override
    public String toString() {
        return ShellQuote.join(argv(), secrets);
    }

    /** The same with the folder that it runs in. */
    public String withFolder() {
        return workingDirectory
                .map(folder -> "(cd %s && %s)".formatted(ShellQuote.quote(folder.toString()), this))
                .orElseGet(this::toString);
    }

    /** What can be changed about a command, between two of them. */
    private static final class Draft {

        private Optional<Path> workingDirectory;
        private final Map<String, String> environment;
        private Base base;
        private Duration timeLimit;
        private Set<String> secrets;
        private Set<Integer> successStatuses;
        private boolean quiet;

        Draft(Command command) {
            workingDirectory = command.workingDirectory;
            environment = new TreeMap<>(command.environment);
            base = command.base;
            timeLimit = command.timeLimit;
            secrets = command.secrets;
            successStatuses = command.successStatuses;
            quiet = command.quiet;
        }
    }
}
