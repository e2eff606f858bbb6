package org.imagefactory.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Optional;
import org.imagefactory.config.Configuration;
import org.imagefactory.config.Host;
import org.imagefactory.config.Keys;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line: reads it, hands over to the command that it names, prints errors. */
final class Cli {

    /** Names the one configuration file to read. */
    private static final String CONFIG_VARIABLE = "IMAGE_FACTORY_CONFIG";

    private final Invocation invocation;
    private final PrintStream err;
    private final String version = Version.text();

    Cli(Invocation invocation) {
        this.invocation = invocation;
        this.err = invocation.err();
    }

    /** Everything that can be said about the outcome is on the streams; the status is returned. */
    ExitStatus run(String... arguments) {
        try {
            Optional<Request> plain = Request.ofPlainWord(arguments);
            return plain.isPresent() ? dispatch(plain.get()) : parse(arguments);
        } catch (BuildException e) {
            tell(e);
            return e.exitStatus();
        } catch (RuntimeException e) {
            err.println(
                    "%s: a bug in %s %s, please report it:"
                            .formatted(CommandTree.PROGRAM, CommandTree.PROGRAM, version));
            e.printStackTrace(err);
            return ExitStatus.BUG;
        }
    }

    private ExitStatus parse(String... arguments) throws BuildException {
        CommandLine commandLine = commandLine();
        try {
            ParseResult parsed = commandLine.parseArgs(arguments);
            Optional<String> help = help(parsed);
            return help.isPresent()
                    ? print(help.get())
                    : dispatch(Request.of(parsed, Keys.all(), invocation.variables()));
        } catch (ParameterException e) {
            return usageError(e);
        }
    }

    private CommandLine commandLine() {
        return new CommandLine(CommandTree.create(Keys.all(), versionLine()));
    }

    private String versionLine() {
        return CommandTree.PROGRAM + " " + version;
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
                        LocalDate.now(invocation.clock()));
        Layers layers = new Layers(configuration(host), request.assignments());
        SpecReader reader = new SpecReader(layers, host);
        return switch (request.command()) {
            case CommandTree.LIST ->
                    new ListCommand(reader, host.workingDirectory(), invocation.out())
                            .run(layers.images());
            case CommandTree.SHOW ->
                    new ShowCommand(layers, reader, invocation.out(), err).run(request);
            case CommandTree.CHECK ->
                    new CheckCommand(reader, layers.images(), invocation, version).run(request);
            default -> new BuildCommand(reader, invocation, version).run(request);
        };
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

    private ExitStatus usageError(ParameterException e) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println(CommandTree.PROGRAM + ": " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, writer);
        writer.println("See '" + CommandTree.PROGRAM + " --help'.");
        writer.flush();
        err.print(text);
        return ExitStatus.USAGE;
    }

    private void tell(BuildException e) {
        String.valueOf(e.getMessage())
                .lines()
                .forEach(line -> err.println(CommandTree.PROGRAM + ": " + line));
        e.advice().ifPresent(advice -> err.println(CommandTree.PROGRAM + ": " + advice));
    }
}
