package org.imagefactory.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;

/**
 * debugfs: reads and changes an ext file system without mounting it. Many requests go into one
 * call, through a file. Inodes stand for files wherever that is possible: their numbers are
 * harmless, names that a guest chose are not.
 *
 * <p>The exit status says nothing about the requests; what went wrong stands on standard error.
 */
public final class Debugfs {

    /** The file of requests, in the image's folder. */
    public static final String REQUESTS = "debugfs.requests";

    /**
     * A directory may have millions of names, all of one file: more lines than that are no answer.
     */
    private static final int MOST_LINES = 2_000_000;

    /** What debugfs ends with when it cannot open a file system, for that file system's fault. */
    private static final Pattern DAMAGE =
            Pattern.compile("(?i).*(bad magic|checksum|corrupt).* while .*");

    private static final Pattern BANNER = Pattern.compile("debugfs [0-9].*\\([^)]*\\) *");
    private static final String PROMPT = "debugfs: ";

    private final ProcessRunner runner;

    /**
     * What one call said.
     *
     * @param outputs standard output of each request, in the order of the requests
     * @param errors lines on standard error; empty if every request did what it should
     */
    public record Reply(List<List<String>> outputs, List<String> errors) {

        public Reply {
            outputs = List.copyOf(outputs);
            errors = List.copyOf(errors);
        }
    }

    public Debugfs(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Runs the requests of a file in the image's folder, without changing anything. */
    public static Command read(ExtFileSystem target) {
        return Command.of("debugfs", "-f", REQUESTS, target.argument()).in(target.folder());
    }

    /** Runs the requests of a file in the image's folder; they may change the file system. */
    public static Command write(ExtFileSystem target) {
        return Command.of("debugfs", "-w", "-f", REQUESTS, target.argument()).in(target.folder());
    }

    /** Lists a directory, one {@link DirectoryEntry} per line. */
    public static String list(long directory) {
        return "ls -l <%d>".formatted(directory);
    }

    /** Prints the fields of an inode, among them {@code Links: N}. */
    public static String stat(long inode) {
        return "stat <%d>".formatted(inode);
    }

    /** Writes the content of a file to a file in the image's folder. */
    public static String dump(long inode, String target) {
        return "dump <%d> %s".formatted(inode, target);
    }

    /** Prints the 60 bytes of an inode that hold the block map, or the target of a short link. */
    public static String dumpBlockMap(long inode) {
        return "inode_dump -b <%d>".formatted(inode);
    }

    /** Sets how many names a file has. */
    public static String setLinks(long inode, long links) {
        return "set_inode_field <%d> links_count %d".formatted(inode, links);
    }

    /** Gives an inode and its blocks back; its names must be gone, its link count must be 0. */
    public static String kill(long inode) {
        return "kill_file <%d>".formatted(inode);
    }

    /** Makes a directory the current one. */
    public static String enter(long directory) {
        return "cd <%d>".formatted(directory);
    }

    /** Removes a name from the current directory; does nothing to the file. */
    public static String unlink(DirectoryEntry entry) {
        // double quotes hold everything but themselves, which are doubled, and a line end
        return "unlink \"%s\"".formatted(entry.rawName().replace("\"", "\"\""));
    }

    /** Whether a request can hold the name; a file of requests cannot hold a line end. */
    public static boolean canName(DirectoryEntry entry) {
        return entry.rawName().chars().noneMatch(c -> c == '\n' || c == '\r' || c == 0);
    }

    /**
     * Runs requests that change nothing, in one call.
     *
     * @throws DamagedFileSystemException the answer is longer than any reasonable guest causes
     * @throws IOException the file of requests cannot be written
     */
    public Reply ask(ExtFileSystem target, List<String> requests)
            throws IOException, CommandException, InterruptedException {
        return run(target, read(target), requests);
    }

    /**
     * Runs requests that change the file system, in one call.
     *
     * @throws IOException the file of requests cannot be written
     */
    public Reply change(ExtFileSystem target, List<String> requests)
            throws IOException, CommandException, InterruptedException {
        return run(target, write(target), requests);
    }

    private Reply run(ExtFileSystem target, Command command, List<String> requests)
            throws IOException, CommandException, InterruptedException {
        Path file = target.folder().resolve(REQUESTS);
        // one character is one byte of a guest's file name, whatever encoding that is in
        Files.writeString(file, String.join("\n", requests) + "\n", StandardCharsets.ISO_8859_1);
        try {
            List<String> out = Collections.synchronizedList(new ArrayList<>());
            List<String> errors = Collections.synchronizedList(new ArrayList<>());
            runner.run(
                    command,
                    (stream, line) -> {
                        List<String> lines = stream == OutputListener.Stream.OUT ? out : errors;
                        if (lines.size() <= MOST_LINES) {
                            lines.add(line);
                        }
                    });
            if (out.size() > MOST_LINES) {
                throw new DamagedFileSystemException("it has directories of millions of names");
            }
            errors.removeIf(line -> line.isBlank() || BANNER.matcher(line).matches());
            return new Reply(split(List.copyOf(out), requests), List.copyOf(errors));
        } catch (CommandFailedException e) {
            for (String line : e.lastLines()) {
                if (DAMAGE.matcher(line).matches()) {
                    throw new DamagedFileSystemException(line);
                }
            }
            throw e;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Gives each request its output; debugfs repeats each request before it. */
    static List<List<String>> split(List<String> lines, List<String> requests) {
        List<List<String>> outputs = new ArrayList<>();
        for (String line : lines) {
            int next = outputs.size();
            if (next < requests.size() && line.equals(PROMPT + requests.get(next))) {
                outputs.add(new ArrayList<>());
            } else if (next > 0) {
                outputs.get(next - 1).add(line);
            }
        }
        while (outputs.size() < requests.size()) {
            outputs.add(List.of());
        }
        return outputs;
    }

    /** The entries among the lines of {@link #list}. */
    public static List<DirectoryEntry> entries(List<String> lines) {
        return lines.stream().flatMap(line -> DirectoryEntry.parse(line).stream()).toList();
    }
}
