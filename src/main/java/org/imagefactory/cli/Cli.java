package org.imagefactory.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.ImageSelector;
import org.imagefactory.config.Keys;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SelectedImage;
import org.imagefactory.config.Selection;
import org.imagefactory.config.SpecReader;
import org.imagefactory.engines.EngineChoice;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.Outcome;
import org.imagefactory.terminal.LogFormat;
import org.imagefactory.terminal.Version;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command line: reads it, hands over to the command that it names, prints errors. */
final class Cli {

    /** Names the one configuration file to read. */
    private static final String CONFIG_VARIABLE = "IMAGE_FACTORY_CONFIG";

    private final Invocation invocation;

    Cli(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Everything that can be said about the outcome is on the streams; the status is returned. */
    ExitStatus run(String... arguments) {
        try {
            Optional<Request> plain = Request.ofPlainWord(arguments);
            return plain.isPresent() ? dispatch(plain.get()) : parse(arguments);
        } catch (BuildException e) {
            messages(LogFormat.askedFor(CommandTree.LOG_FORMAT, arguments)).error(e);
            return e.exitStatus();
        } catch (RuntimeException | Error e) {
            return unexpected(e, messages(LogFormat.askedFor(CommandTree.LOG_FORMAT, arguments)));
        }
    }

    private static ExitStatus unexpected(Throwable failure, Messages messages) {
        Outcome outcome = Outcome.unexpected(failure);
        if (outcome.status() == ExitStatus.BUG) {
            messages.bug("a bug in %s, please report it:".formatted(versionLine()), failure);
        } else {
            messages.error(outcome.message());
            messages.error(outcome.advice());
        }
        return outcome.status();
    }

    private ExitStatus parse(String... arguments) throws BuildException {
        CommandLine commandLine = commandLine();
        try {
            ParseResult parsed =
                    commandLine.parseArgs(Abbreviations.expand(commandLine, arguments));
            Optional<String> help = help(parsed);
            return help.isPresent()
                    ? print(help.get())
                    : dispatch(Request.of(parsed, Keys.all(), invocation.variables()));
        } catch (ParameterException e) {
            Messages messages = messages(LogFormat.askedFor(CommandTree.LOG_FORMAT, arguments));
            messages.error(String.valueOf(e.getMessage()));
            UsageAdvice.of(e).forEach(messages::error);
            return ExitStatus.USAGE;
        }
    }

    /** Of Greenwich: finding the local time zone takes longer than all that a listing does. */
    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    private CommandLine commandLine() {
        return new CommandLine(CommandTree.create(Keys.all(), versionLine()))
                // The original takes the last one; scripts put their own before the user's.
                .setOverwrittenOptionsAllowed(true)
                // An argument that begins with '@' is not the name of a file with arguments.
                .setExpandAtFiles(false);
    }

    private static String versionLine() {
        return CommandTree.PROGRAM + " " + version();
    }

    /** Read when it is asked for: opening the file takes a tenth of the time of a listing. */
    private static String version() {
        return Version.text();
    }

    private ExitStatus dispatch(Request request) throws BuildException {
        if (request.command().equals(CommandTree.COMPLETION)) {
            return print(AutoComplete.bash(CommandTree.PROGRAM, commandLine()));
        }
        if (request.command().equals(CommandTree.VERSION)) {
            return print(versionLine() + System.lineSeparator());
        }
        Host host =
                new Host(
                        invocation.home(),
                        invocation.root(),
                        invocation.workingDirectory(),
                        () -> LocalDate.now(invocation.clock().get()),
                        EngineChoice::settings);
        if (request.command().equals(CommandTree.REBUILD)) {
            return new RebuildCommand(
                            configuration(host),
                            host,
                            invocation,
                            version(),
                            messages(request.logFormat()))
                    .run(request);
        }
        Layers layers = new Layers(configuration(host), request.assignments());
        return dispatch(request, layers, new SpecReader(layers, host), host);
    }

    private ExitStatus dispatch(Request request, Layers layers, SpecReader reader, Host host)
            throws BuildException {
        return switch (request.command()) {
            case CommandTree.LIST ->
                    new ListCommand(reader, host.workingDirectory(), Cli::today, invocation.out())
                            .run(layers.images());
            case CommandTree.SHOW ->
                    new ShowCommand(layers, reader, invocation.out(), messages(request.logFormat()))
                            .run(request);
            case CommandTree.ANSWER ->
                    new AnswerCommand(reader, invocation.out()).run(request.operands());
            case CommandTree.STATUS ->
                    new StatusCommand(reader, invocation, version(), messages(request.logFormat()))
                            .run(request, layers.images());
            case CommandTree.REPORT ->
                    new ReportCommand(invocation, version(), messages(request.logFormat()))
                            .run(request, layers.images());
            case CommandTree.LINT -> files(reader, new LintTask(), request);
            case CommandTree.TEST -> files(reader, new TestTask(), request);
            case CommandTree.VERIFY -> files(reader, new VerifyTask(), request);
            case CommandTree.DIFF -> new DiffCommand(invocation, version()).run(request);
            case CommandTree.EXPLAIN ->
                    new ExplainCommand(reader, invocation, version()).run(request);
            case CommandTree.PRUNE ->
                    new PruneCommand(tour(reader, layers), invocation).run(request);
            case CommandTree.SCAN ->
                    new ScanCommand(tour(reader, layers), reader, invocation, version())
                            .run(request);
            case CommandTree.CATALOG ->
                    new CatalogCommand(tour(reader, layers), invocation).run(request);
            case CommandTree.CACHE_LIST, CommandTree.CACHE_PRUNE, CommandTree.CACHE_VERIFY ->
                    new CacheCommand(reader, layers.images(), invocation, version()).run(request);
            case CommandTree.CHECK ->
                    new CheckCommand(
                                    reader,
                                    imagesToCheck(request, layers, reader),
                                    invocation,
                                    version())
                            .run(request);
            default ->
                    new BuildCommand(
                                    new ImageSelector(layers, reader),
                                    reader,
                                    invocation,
                                    version(),
                                    messages(request.logFormat()))
                            .run(request);
        };
    }

    private static List<String> imagesToCheck(Request request, Layers layers, SpecReader reader)
            throws BuildException {
        return request.operands().isEmpty()
                ? layers.images()
                : new ImageSelector(layers, reader)
                        .select(new Selection(request.operands(), false, List.of())).stream()
                                .map(SelectedImage::name)
                                .toList();
    }

    private ExitStatus files(SpecReader reader, FileCommand.Task task, Request request)
            throws BuildException {
        return new FileCommand(reader, invocation, version(), task).run(request);
    }

    private ImageTour tour(SpecReader reader, Layers layers) {
        return new ImageTour(reader, layers.images(), invocation, version());
    }

    private Configuration configuration(Host host) throws BuildException {
        return Configuration.load(
                Optional.ofNullable(invocation.variables().get(CONFIG_VARIABLE)), host);
    }

    /** What {@code --help} or {@code --version} of the innermost command print, if asked for. */
    private static Optional<String> help(ParseResult parsed) {
        for (ParseResult result = parsed; ; result = result.subcommand()) {
            CommandLine command = result.commandSpec().commandLine();
            if (result.isUsageHelpRequested()) {
                return Optional.of(command.getUsageMessage(Help.Ansi.OFF));
            }
            if (result.isVersionHelpRequested()) {
                return Optional.of(
                        String.join("\n", result.commandSpec().version()) + System.lineSeparator());
            }
            if (!result.hasSubcommand()) {
                return Optional.empty();
            }
        }
    }

    private ExitStatus print(String text) {
        invocation.out().print(text);
        invocation.out().flush();
        return ExitStatus.DONE;
    }

    private Messages messages(LogFormat format) {
        return new Messages(invocation.err(), format, invocation.clock());
    }
}
