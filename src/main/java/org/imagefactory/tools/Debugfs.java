package org.imagefactory.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

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
     * What an answer may take of the memory, as {@link DebugfsAnswers} counts: a directory may have
     * millions of names, all of one file. More than a quarter of it is no answer.
     */
    public static final long MOST_WEIGHT = ProcessRunner.MEMORY / 4;

    /** What debugfs ends with when it cannot open a file system, for that file system's fault. */
    private static final Pattern DAMAGE =
            Pattern.compile("(?i).*(bad magic|checksum|corrupt).* while .*");

    private static final Pattern BANNER = Pattern.compile("debugfs [0-9].*\\([^)]*\\) *");

    private final ProcessRunner runner;
    private final boolean withoutBitmaps;

    /**
     * What one call said.
     *
     * @param outputs standard output of each request, in the order of the requests
     * @param errors the first lines on standard error; empty if every request did what it should
     * @param <T> what is kept of a line of the output
     */
    public record Reply<T>(List<List<T>> outputs, List<String> errors) {

        public Reply {
            outputs = List.copyOf(outputs);
            errors = List.copyOf(errors);
        }
    }

    public Debugfs(ProcessRunner runner) {
        this(runner, false);
    }

    private Debugfs(ProcessRunner runner, boolean withoutBitmaps) {
        this.runner = runner;
        this.withoutBitmaps = withoutBitmaps;
    }

    /**
     * One that reads what it can of a file system whose machine was ended hard: the bitmaps need
     * not fit to their checksums.
     */
    public static Debugfs ofDamaged(ProcessRunner runner) {
        return new Debugfs(runner, true);
    }

    /** Runs the requests of a file in the image's folder, without changing anything. */
    public static Command read(ExtFileSystem target) {
        return Command.of(Program.DEBUGFS, "-f", REQUESTS, target.argument())
                .in(target.folder())
                .quietly(); // some checks look dozens of times
    }

    private Command reading(ExtFileSystem target) {
        return withoutBitmaps
                ? Command.of(Program.DEBUGFS, "-c", "-f", REQUESTS, target.argument())
                        .in(target.folder())
                        .quietly()
                : read(target);
    }

    /** Runs the requests of a file in the image's folder; they may change the file system. */
    public static Command write(ExtFileSystem target) {
        return Command.of(Program.DEBUGFS, "-w", "-f", REQUESTS, target.argument())
                .in(target.folder());
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

    /**
     * Makes a file in the current directory, with the content of one in the image's folder. All
     * names here and below are this program's own, without odd characters.
     */
    public static String write(Path source, String name) {
        return "write %s %s".formatted(source.getFileName(), name);
    }

    /** Sets type and permissions of a file in the current directory, in octal digits. */
    public static String setMode(String name, String mode) {
        return "set_inode_field %s mode %s".formatted(name, mode);
    }

    /** Sets the label of a file in the current directory for SELinux. */
    public static String setLabel(String name, String label) {
        return "ea_set %s security.selinux %s".formatted(name, label);
    }

    /** Makes a directory in the current one. */
    public static String makeFolder(String name) {
        return "mkdir " + name;
    }

    /** Makes that directory the current one. */
    public static String enter(String name) {
        return "cd " + name;
    }

    /** Makes a symbolic link in the current directory. */
    public static String link(String name, String target) {
        return "symlink %s %s".formatted(name, target);
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
    public Reply<String> ask(ExtFileSystem target, List<String> requests)
            throws IOException, CommandException, InterruptedException {
        return run(target, reading(target), answers(requests));
    }

    /**
     * Lists directories in one call.
     *
     * @param most what the answer may take of the memory, as {@link DirectoryEntry#weight} counts
     * @throws DamagedFileSystemException the directories have more names than that
     * @throws IOException the file of requests cannot be written
     */
    public Reply<DirectoryEntry> list(ExtFileSystem target, List<Long> directories, long most)
            throws IOException, CommandException, InterruptedException {
        List<String> requests = directories.stream().map(Debugfs::list).toList();
        return run(
                target,
                reading(target),
                new DebugfsAnswers<>(requests, DirectoryEntry::parse, most));
    }

    /**
     * Runs requests that change the file system, in one call.
     *
     * @throws IOException the file of requests cannot be written
     */
    public Reply<String> change(ExtFileSystem target, List<String> requests)
            throws IOException, CommandException, InterruptedException {
        return run(target, write(target), answers(requests));
    }

    private <T> Reply<T> run(ExtFileSystem target, Command command, DebugfsAnswers<T> answers)
            throws IOException, CommandException, InterruptedException {
        Path file = target.folder().resolve(REQUESTS);
        // one character is one byte of a guest's file name, whatever encoding that is in
        Files.writeString(
                file, String.join("\n", answers.requests()) + "\n", StandardCharsets.ISO_8859_1);
        try {
            runner.run(command, answers);
            return new Reply<>(
                    answers.outputs(),
                    answers.errors().stream()
                            .filter(line -> !line.isBlank() && !BANNER.matcher(line).matches())
                            .toList());
        } catch (DebugfsAnswers.TooLong e) {
            throw new DamagedFileSystemException("it has directories of far too many names");
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

    private static DebugfsAnswers<String> answers(List<String> requests) {
        return new DebugfsAnswers<>(requests, Optional::of, MOST_WEIGHT);
    }
}
