package org.imagefactory.cli;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.imagefactory.files.Ownership;
import org.imagefactory.spec.Architecture;
import org.imagefactory.terminal.LogFormat;
import org.imagefactory.terminal.PlainOutput;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.StandardOutput;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the program gets from outside, read in one place.
 *
 * @param variables the environment
 * @param home the user's home folder
 * @param workingDirectory where results go
 * @param temporaryFolder for short-lived sockets
 * @param root whether the user is root
 * @param arch of this host; empty if images cannot be built for them
 * @param terminal whether standard error is a terminal
 * @param columns width of the terminal
 * @param clock for dates and times; made when it is asked for, since that takes long
 * @param out standard output
 * @param err standard error
 */
record Invocation(
        Map<String, String> variables,
        Path home,
        Path workingDirectory,
        Path temporaryFolder,
        boolean root,
        Optional<Architecture> arch,
        boolean terminal,
        int columns,
        Supplier<Clock> clock,
        PrintStream out,
        PrintStream err) {

    private static final int DEFAULT_COLUMNS = 80;

    Invocation {
        out = new PlainOutput(out);
    }

    /** What this process was started with. */
    static Invocation ofThisProcess(StandardOutput out) {
        return new Invocation(
                System.getenv(),
                home(System.getenv("HOME")),
                Path.of("").toAbsolutePath(),
                temporaryFolder(System.getenv("TMPDIR")),
                Ownership.isRoot(),
                Architecture.named(System.getProperty("os.arch")),
                Boolean.getBoolean("image-factory.terminal"),
                columns(System.getenv("COLUMNS")),
                () -> Clock.system(ZoneId.systemDefault()),
                new PrintStream(new BufferedOutputStream(out), true, charset()),
                System.err);
    }

    /**
     * Standard error; with a status line on a terminal, unless programs read its lines or the user
     * wants to see only what is wrong.
     */
    Screen screen(Request request) {
        boolean status = request.logFormat() == LogFormat.TEXT && !request.isQuiet();
        return new Screen(err, terminal && status, columns);
    }

    /** What the terminal understands. */
    private static Charset charset() {
        return Charset.forName(
                System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
    }

    /** How many processors this process may use. */
    int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** As the shell expands {@code ~}; Java itself asks the user database. */
    private static Path home(@Nullable String variable) {
        return variable != null && variable.startsWith("/")
                ? Path.of(variable)
                : Path.of(System.getProperty("user.home"));
    }

    /** As other programs find it; Java itself does not look at the variable. */
    private static Path temporaryFolder(@Nullable String variable) {
        return variable == null || variable.isEmpty()
                ? Path.of(System.getProperty("java.io.tmpdir"))
                : Path.of(variable).toAbsolutePath();
    }

    private static int columns(@Nullable String text) {
        return text != null && text.matches("[1-9][0-9]{1,3}")
                ? Integer.parseInt(text)
                : DEFAULT_COLUMNS;
    }
}
