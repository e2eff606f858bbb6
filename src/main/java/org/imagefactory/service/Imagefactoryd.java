package org.imagefactory.service;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.aeolus.Settings;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.terminal.Version;
import picocli.CommandLine.ParameterException;

/** Runs one command line of imagefactoryd. */
final class Imagefactoryd {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Start process;

    Imagefactoryd(Start process) {
        this.process = process;
    }

    /** Everything that can be said about the outcome is on the streams; the status is returned. */
    int run(String... arguments) {
        try {
            CommandLineOptions options = CommandLineOptions.parse(arguments);
            if (options.wantsHelp()) {
                return print(CommandLineOptions.help());
            }
            if (options.wantsVersion()) {
                return print(Version.text() + "\n");
            }
            return serve(options, arguments);
        } catch (ParameterException e) {
            process.invocation()
                    .err()
                    .print("Usage: %s [OPTIONS]\n".formatted(CommandLineOptions.PROGRAM));
            complain(String.valueOf(e.getMessage()));
            complain("see '%s --help'".formatted(CommandLineOptions.PROGRAM));
            return USAGE;
        } catch (BuildException e) {
            complain(String.valueOf(e.getMessage()));
            e.advice().ifPresent(this::complain);
            return FAILED;
        } catch (RuntimeException | Error e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            complain("a bug in version %s, please report it:".formatted(Version.text()));
            process.invocation().err().print(PrintableText.escaped(trace.toString()));
            process.invocation().err().flush();
            return FAILED;
        }
    }

    private int serve(CommandLineOptions options, String... arguments) throws BuildException {
        Settings settings = settings(options);
        if (settings.isOn(Setting.SECONDARY)) {
            throw fault("--secondary: secondary factories are not supported");
        }
        return settings.isOn(Setting.FOREGROUND) || process.detached()
                ? new Daemon(process, settings).serve()
                : new Background(process, settings).start(List.of(arguments));
    }

    private Settings settings(CommandLineOptions options) throws BuildException {
        Optional<String> name = options.configuration();
        try {
            return Settings.load(
                    options.settings(), name.map(process.invocation().workingDirectory()::resolve));
        } catch (InvalidPathException e) {
            throw fault("no configuration file: " + name.orElse(""));
        }
    }

    static ConfigurationException fault(String message) {
        return new ConfigurationException(message, "");
    }

    private int print(String text) {
        process.invocation().out().print(text);
        process.invocation().out().flush();
        return DONE;
    }

    /** Whoever waits for a detached process passes on what it says. */
    private void complain(String text) {
        String line = CommandLineOptions.PROGRAM + ": " + PrintableText.lines(text) + "\n";
        process.invocation().err().print(line);
        process.invocation().err().flush();
        if (process.detached()) {
            process.invocation().out().print(line);
            process.invocation().out().flush();
        }
    }
}
