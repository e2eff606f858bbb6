package org.imagefactory.aeolus;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.spec.Architecture;
import org.imagefactory.terminal.PlainOutput;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.StandardOutput;

/**
 * Everything that the program gets from outside, read in one place.
 *
 * @param variables the environment
 * @param workingDirectory where relative names begin
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param colours whether standard output is a terminal
 * @param terminal whether standard error is one that understands escape sequences
 * @param columns its width
 */
public record Invocation(
        Map<String, String> variables,
        Path workingDirectory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean colours,
        boolean terminal,
        int columns) {

    private static final int DEFAULT_COLUMNS = 80;
    private static final String TMPDIR = "TMPDIR";

    public Invocation {
        out = new PlainOutput(out);
    }

    /** What this process was started with. Its texts are UTF-8 in any locale. */
    public static Invocation ofThisProcess(StandardOutput out) {
        return new Invocation(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.in,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8),
                Boolean.getBoolean("imagefactory.colours"),
                Boolean.getBoolean("imagefactory.terminal"),
                columns(System.getenv().getOrDefault("COLUMNS", "")));
    }

    /** The same, where relative names begin somewhere else. */
    public Invocation withWorkingDirectory(Path folder) {
        return new Invocation(variables, folder, in, out, err, colours, terminal, columns);
    }

    /** Standard error. */
    public Screen screen() {
        return new Screen(err, terminal, columns);
    }

    /** The same, where other programs find another folder for temporary files. */
    Invocation withTemporaryFolder(Path folder) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.put(TMPDIR, folder.toString());
        return new Invocation(changed, workingDirectory, in, out, err, colours, terminal, columns);
    }

    /** For short-lived files and sockets. */
    Path temporaryFolder() {
        return workingDirectory.resolve(variables.getOrDefault(TMPDIR, "/tmp"));
    }

    /** The user's, as the shell finds it. */
    Path home() {
        String home = variables.getOrDefault("HOME", "");
        return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
    }

    /** The user's number. */
    int user() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the user is root. */
    boolean isRoot() {
        return user() == 0;
    }

    /** Of this host; empty if images cannot be built for it. */
    Optional<Architecture> arch() {
        return Architecture.named(System.getProperty("os.arch"));
    }

    private static int columns(String text) {
        return text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : DEFAULT_COLUMNS;
    }
}
