package org.imagefactory.aeolus;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.PrintableText;
import org.imagefactory.report.Outcome;
import org.imagefactory.terminal.Version;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command line of imagefactory: reads it, and hands over to the command. */
final class Aeolus {

    private final Invocation invocation;
    private final PluginSource plugins;

    Aeolus(Invocation invocation, PluginSource plugins) {
        this.invocation = invocation;
        this.plugins = plugins;
    }

    /** Everything that can be said about the outcome is on the streams; the status is returned. */
    int run(String... arguments) {
        try {
            if (arguments.length == 1 && isVersion(arguments[0])) {
                return print(Version.text() + "\n"); // without loading all that parses
            }
            return parse(arguments);
        } catch (BuildException e) {
            complain(String.valueOf(e.getMessage()));
            e.advice().ifPresent(this::complain);
            return Ending.FAILED.code();
        } catch (OutOfMemoryError e) {
            Outcome full = Outcome.unexpected(e);
            complain(full.message());
            complain(full.advice());
            return Ending.FAILED.code();
        } catch (RuntimeException | Error e) {
            unexpected(e);
            return Ending.FAILED.code();
        }
    }

    /** The machine may have too little of something; all else is a bug. */
    private void unexpected(Throwable failure) {
        Outcome outcome = Outcome.unexpected(failure);
        if (outcome.status() == ExitStatus.BUG) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            complain("a bug in version %s, please report it:".formatted(Version.text()));
            invocation.err().print(PrintableText.escaped(trace.toString()));
            invocation.err().flush();
        } else {
            complain(outcome.message());
            complain(outcome.advice());
        }
    }

    private static boolean isVersion(String argument) {
        return argument.equals(CommandTree.VERSION) || argument.equals("-v");
    }

    private int parse(String... arguments) throws BuildException {
        CommandLine commandLine = CommandTree.create(Version.text());
        if (arguments.length == 0) {
            return print(commandLine.getUsageMessage(Help.Ansi.OFF));
        }
        try {
            ParseResult parsed =
                    commandLine.parseArgs(Abbreviations.writeOut(commandLine, arguments));
            Optional<String> help = help(parsed);
            return help.isPresent() ? print(help.get()) : dispatch(Request.of(parsed), commandLine);
        } catch (ParameterException e) {
            CommandLine command = e.getCommandLine();
            invocation.err().print(synopsis(command));
            complain(String.valueOf(e.getMessage()));
            complain("see '%s --help'".formatted(command.getCommandSpec().qualifiedName()));
            return Ending.USAGE.code();
        }
    }

    private int dispatch(Request request, CommandLine commandLine) throws BuildException {
        if (request.command().equals(CommandTree.COMPLETION)) {
            return print(AutoComplete.bash(CommandTree.PROGRAM, commandLine));
        }
        Settings settings = Settings.load(request.settings(), configuration(request));
        return new Commands(invocation, settings, plugins).run(request);
    }

    private Optional<Path> configuration(Request request) throws BuildException {
        Optional<String> name = request.configuration();
        try {
            return name.map(invocation.workingDirectory()::resolve);
        } catch (InvalidPathException e) {
            throw new ConfigurationException("no configuration file: " + name.orElse(""), "");
        }
    }

    /** What {@code --help} or {@code --version} of the innermost command print, if asked for. */
    private static Optional<String> help(ParseResult parsed) {
        for (ParseResult result = parsed; ; result = result.subcommand()) {
            if (result.isUsageHelpRequested()) {
                return Optional.of(
                        result.commandSpec().commandLine().getUsageMessage(Help.Ansi.OFF));
            }
            if (result.isVersionHelpRequested()) {
                return Optional.of(Version.text() + "\n");
            }
            if (!result.hasSubcommand()) {
                return Optional.empty();
            }
        }
    }

    private static String synopsis(CommandLine command) {
        Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
        String heading = help.synopsisHeading();
        return heading + help.synopsis(heading.length());
    }

    private int print(String text) {
        invocation.out().print(text);
        invocation.out().flush();
        return Ending.DONE.code();
    }

    private void complain(String text) {
        invocation.err().print(CommandTree.PROGRAM + ": " + PrintableText.lines(text) + "\n");
        invocation.err().flush();
    }
}
