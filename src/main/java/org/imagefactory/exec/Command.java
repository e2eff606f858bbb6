package org.imagefactory.exec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
    public static Command of(String program, String... arguments) {
        return of(program, List.of(arguments));
    }

    /** The same command in another working directory. */
    public Command in(Path directory) {
        return new Command(
                program,
                arguments,
                Optional.of(directory),
                environment,
                base,
                timeLimit,
                secrets,
                successStatuses,
                quiet);
    }

    /** The same command with another time limit. */
    public Command within(Duration limit) {
        return new Command(
                program,
                arguments,
                workingDirectory,
                environment,
                base,
                limit,
                secrets,
                successStatuses,
                quiet);
    }

    /** The same command with more environment variables. */
    public Command with(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        return new Command(
                program,
                arguments,
                workingDirectory,
                all,
                base,
                timeLimit,
                secrets,
                successStatuses,
                quiet);
    }

    /** The same command on top of the user's whole environment. */
    public Command inUserEnvironment() {
        return new Command(
                program,
                arguments,
                workingDirectory,
                environment,
                Base.USER,
                timeLimit,
                secrets,
                successStatuses,
                quiet);
    }

    /** The same command, with texts masked in the log. */
    public Command hiding(Set<String> texts) {
        return new Command(
                program,
                arguments,
                workingDirectory,
                environment,
                base,
                timeLimit,
                texts,
                successStatuses,
                quiet);
    }

    /** The same command; these exit statuses count as success. */
    public Command succeedingWith(Set<Integer> statuses) {
        return new Command(
                program,
                arguments,
                workingDirectory,
                environment,
                base,
                timeLimit,
                secrets,
                statuses,
                quiet);
    }

    /** The same command, left out of the normal log. */
    public Command quietly() {
        return new Command(
                program,
                arguments,
                workingDirectory,
                environment,
                base,
                timeLimit,
                secrets,
                successStatuses,
                true);
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
}
