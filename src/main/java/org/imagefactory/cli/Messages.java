package org.imagefactory.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.imagefactory.config.Effective;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.Problem;
import org.imagefactory.terminal.JsonLine;
import org.imagefactory.terminal.LogFormat;

/**
 * Tells on standard error what is wrong, for everything that is not a build and so has no log. The
 * form is that of the log which was asked for.
 */
final class Messages {

    private final PrintStream err;
    private final LogFormat format;
    private final Supplier<Clock> clock;

    Messages(PrintStream err, LogFormat format, Supplier<Clock> clock) {
        this.err = err;
        this.format = format;
        this.clock = clock;
    }

    /** What went wrong, and what to do. */
    void error(BuildException e) {
        String.valueOf(e.getMessage()).lines().forEach(this::error);
        e.advice().ifPresent(advice -> advice.lines().forEach(this::error));
    }

    /** Tells something that ends the program, or would end a build. */
    void error(String line) {
        print("ERROR", line, Map.of());
    }

    /** Tells of something that looks like a mistake. */
    void warning(Problem problem) {
        print("WARNING", problem.toString(), Map.of());
    }

    /** A mistake of this program, with what is needed to find it. */
    void bug(String line, Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        print("ERROR", line, Map.of("stackTrace", trace.toString()));
    }

    private void print(String level, String text, Map<String, String> fields) {
        String line = Effective.tell(text);
        if (format == LogFormat.JSON) {
            long pid = ProcessHandle.current().pid();
            err.print(JsonLine.of(clock.get().instant(), pid, level, line, fields));
        } else {
            err.println(CommandTree.PROGRAM + ": " + PrintableText.lines(line));
            fields.values().forEach(field -> err.print(PrintableText.escaped(field)));
        }
        err.flush();
    }
}
