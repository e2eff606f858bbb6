package org.imagefactory.cli;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.build.BuildOptions;
import org.imagefactory.config.Assignment;
import org.imagefactory.config.Key;
import org.imagefactory.config.KeyOption;
import org.imagefactory.config.Selection;
import org.imagefactory.error.UsageException;
import org.imagefactory.spec.Choice;
import org.imagefactory.terminal.LogFormat;
import picocli.CommandLine.ParseResult;

/**
 * What the command line asks for.
 *
 * @param command one of {@link CommandTree}'s names
 * @param operands images or files, whichever the command takes, in order; may be empty
 * @param selection the images to build; empty for other commands
 * @param jobs how many builds may run at a time
 * @param assignments what options and {@code --set} say about keys
 * @param dryRun only print what would be done
 * @param json print JSON
 * @param ifChanged build an image only if it would be another one than the last build made
 * @param build how images are built
 * @param html where to write a page to
 * @param level least important level of the log on the screen
 * @param logFormat form of a log line
 */
record Request(
        String command,
        List<String> operands,
        Selection selection,
        int jobs,
        List<Assignment> assignments,
        boolean dryRun,
        boolean json,
        boolean ifChanged,
        BuildOptions build,
        Optional<String> html,
        Level level,
        LogFormat logFormat) {

    private static final String IMAGE_VARIABLE = "IMAGE";

    /** The same about other operands. */
    Request about(List<String> others) {
        return of(command, others, selection);
    }

    /**
     * The request of a command line that is nothing but one of these words. Making the whole
     * command tree for it would take longer than all the rest of the program.
     */
    static Optional<Request> ofPlainWord(String... arguments) {
        boolean plain =
                arguments.length == 1
                        && (arguments[0].equals(CommandTree.LIST)
                                || arguments[0].equals(CommandTree.VERSION));
        return plain ? Optional.of(plain(arguments[0])) : Optional.empty();
    }

    private static Request plain(String command) {
        return new Request(
                command,
                List.of(),
                new Selection(List.of(), false, List.of()),
                1,
                List.of(),
                false,
                false,
                false,
                BuildOptions.NONE,
                Optional.empty(),
                Level.INFO,
                LogFormat.TEXT);
    }

    /**
     * @param parsed without errors
     * @param variables the environment: {@code IMAGE} names the image to build if no argument does
     * @throws UsageException options contradict each other, or there is nothing to build
     */
    static Request of(ParseResult parsed, Collection<Key<?>> keys, Map<String, String> variables)
            throws UsageException {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            rejectOperandsBefore(last);
            rejectBuildOptionsBefore(last);
            last = last.subcommand();
        }
        boolean root = last == parsed;
        String command = root ? CommandTree.BUILD : path(last);
        if (command.equals(CommandTree.CACHE)) {
            throw noCacheCommand();
        }
        GivenOptions options = new GivenOptions(parsed);
        List<String> operands = operands(last);
        if (operands.contains("") && !CommandTree.FILE_COMMANDS.contains(command)) {
            throw noImage(); // a script whose variable is empty
        }
        Selection selection = new Selection(List.of(), false, List.of());
        rejectContradiction(operands, options);
        if (command.equals(CommandTree.BUILD)) {
            selection = selection(operands, options, variables);
        }
        if (operands.isEmpty() && CommandTree.IMAGE_COMMANDS.contains(command)) {
            throw noImage();
        }
        if (operands.isEmpty() && CommandTree.FILE_COMMANDS.contains(command)) {
            // A script that verifies nothing because its variable is empty must not go on.
            throw new UsageException(
                    "no file named",
                    "name one: '%s %s FILE'".formatted(CommandTree.PROGRAM, command));
        }
        return new Request(
                command,
                List.copyOf(operands),
                selection,
                jobs(options),
                assignments(options, keys),
                options.has(CommandTree.DRY_RUN),
                options.has(CommandTree.JSON),
                options.has(CommandTree.IF_CHANGED),
                new BuildOptions(options.has(CommandTree.RESUME)),
                options.value(CommandTree.HTML),
                level(options),
                logFormat(options));
    }

    /** The same for another command. */
    Request of(String other, List<String> words, Selection images) {
        return new Request(
                other,
                words,
                images,
                jobs,
                assignments,
                dryRun,
                json,
                ifChanged,
                build,
                html,
                level,
                logFormat);
    }

    /** Whether the user wants to see only what is wrong. */
    boolean isQuiet() {
        return level == Level.WARN;
    }

    /** Whether nobody wants to know what was removed; a dry run has nothing but what it tells. */
    boolean prunesSilently() {
        return isQuiet() && !dryRun;
    }

    /** The names of a command and those above it, without that of the program. */
    private static String path(ParseResult command) {
        return command.commandSpec().qualifiedName(" ").substring(CommandTree.PROGRAM.length() + 1);
    }

    private static UsageException noCacheCommand() {
        return new UsageException(
                "what about the cache?",
                "'%1$s %2$s', '%1$s %3$s' or '%1$s %4$s'"
                        .formatted(
                                CommandTree.PROGRAM,
                                CommandTree.CACHE_LIST,
                                CommandTree.CACHE_PRUNE,
                                CommandTree.CACHE_VERIFY));
    }

    /** For commands whose result is on standard output: the log only tells what went wrong. */
    Level quietUnlessVerbose() {
        return level == Level.DEBUG ? level : Level.WARN;
    }

    private static void rejectOperandsBefore(ParseResult parent) throws UsageException {
        List<String> operands = operands(parent);
        if (!operands.isEmpty()) {
            String name = parent.subcommand().commandSpec().name();
            throw new UsageException(
                    "'%s' stands before the command '%s'".formatted(operands.get(0), name),
                    "an image of that name is built with '%s %s %s'"
                            .formatted(CommandTree.PROGRAM, CommandTree.BUILD, name));
        }
    }

    /** They would be ignored without a word. */
    private static void rejectBuildOptionsBefore(ParseResult parent) throws UsageException {
        String name = parent.subcommand().commandSpec().name();
        for (String option : CommandTree.BUILD_OPTIONS) {
            if (parent.hasMatchedOption(option) && !name.equals(CommandTree.BUILD)) {
                throw new UsageException(
                        "%s is an option of '%s %s', not of '%s'"
                                .formatted(option, CommandTree.PROGRAM, CommandTree.BUILD, name),
                        "");
            }
        }
    }

    private static void rejectContradiction(List<String> operands, GivenOptions options)
            throws UsageException {
        if (options.has(CommandTree.ALL) && !operands.isEmpty()) {
            throw new UsageException(
                    "%s and '%s' contradict each other".formatted(CommandTree.ALL, operands.get(0)),
                    "");
        }
    }

    private static Selection selection(
            List<String> operands, GivenOptions options, Map<String, String> variables)
            throws UsageException {
        Selection given =
                new Selection(
                        operands, options.has(CommandTree.ALL), options.values(CommandTree.TAG));
        return given.isEmpty()
                ? new Selection(List.of(imageVariable(variables)), false, List.of())
                : given;
    }

    private static int jobs(GivenOptions options) throws UsageException {
        String text = options.value(CommandTree.JOBS).orElse("1");
        if (!text.matches("[1-9][0-9]{0,2}")) {
            throw new UsageException(
                    "option %s: '%s' is not a whole number from 1 to 999"
                            .formatted(CommandTree.JOBS, text),
                    "");
        }
        return Integer.parseInt(text);
    }

    private static List<String> operands(ParseResult parsed) {
        return parsed.matchedPositionals().isEmpty()
                ? List.of()
                : parsed.matchedPositional(0).stringValues();
    }

    private static String imageVariable(Map<String, String> variables) throws UsageException {
        return Optional.ofNullable(variables.get(IMAGE_VARIABLE))
                .filter(image -> !image.isEmpty())
                .orElseThrow(Request::noImage);
    }

    private static UsageException noImage() {
        return new UsageException(
                "no image named",
                "name one, or see '%s %s'".formatted(CommandTree.PROGRAM, CommandTree.LIST));
    }

    private static List<Assignment> assignments(GivenOptions options, Collection<Key<?>> keys)
            throws UsageException {
        List<Assignment> assignments = new ArrayList<>();
        for (String text : options.values(CommandTree.SET)) {
            assignments.add(Assignment.parse(text));
        }
        for (Key<?> key : keys) {
            // The original takes the last one: scripts put their own before the user's.
            Optional<KeyOption> last = options.last(key.options(), KeyOption::longName);
            if (last.isPresent()) {
                String name = last.get().longName();
                String value = last.get().value().or(() -> options.value(name)).orElse("");
                assignments.add(Assignment.option(key, name, value));
            }
        }
        return assignments;
    }

    private static Level level(GivenOptions options) throws UsageException {
        boolean verbose = options.has(CommandTree.VERBOSE);
        boolean quiet = options.has(CommandTree.QUIET);
        if (verbose && quiet) {
            throw new UsageException("--verbose and --quiet contradict each other", "");
        }
        return verbose ? Level.DEBUG : quiet ? Level.WARN : Level.INFO;
    }

    private static LogFormat logFormat(GivenOptions options) throws UsageException {
        String text = options.value(CommandTree.LOG_FORMAT).orElse("text");
        try {
            return Choice.parse(LogFormat.class, text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("option --log-format: " + e.getMessage(), "");
        }
    }
}
