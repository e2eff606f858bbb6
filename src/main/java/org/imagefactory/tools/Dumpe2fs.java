package org.imagefactory.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/** dumpe2fs: prints which blocks of an ext file system are free. */
public final class Dumpe2fs {

    private static final String KEY = "  Free blocks: ";
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,18}))?");

    private final ProcessRunner runner;

    /** Takes ranges of block numbers. */
    @FunctionalInterface
    public interface Ranges {

        /**
         * @param first block
         * @param last block, itself within the range
         */
        void add(long first, long last);
    }

    public Dumpe2fs(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Prints everything about the block groups. */
    public static Command groups(ExtFileSystem target) {
        return Command.of(Program.DUMPE2FS, target.argument()).in(target.folder());
    }

    /**
     * Finds the free blocks, group by group.
     *
     * <p>Newer versions than 1.47.0 take a name such as {@code disk.raw?offset=4096} for the tag of
     * a file system, as in {@code LABEL=data}, unless there is a file of that name. So there is
     * one, empty, while dumpe2fs runs.
     *
     * @param ranges gets them, from whichever thread
     * @throws IOException the file of that name cannot be made or removed
     */
    public void freeBlocks(ExtFileSystem target, Ranges ranges)
            throws CommandException, IOException, InterruptedException {
        if (target.offset() == 0) {
            list(target, ranges);
            return;
        }
        Path namesake = target.folder().resolve(target.argument());
        Files.write(namesake, new byte[0]);
        try {
            list(target, ranges);
        } finally {
            Files.delete(namesake);
        }
    }

    private void list(ExtFileSystem target, Ranges ranges)
            throws CommandException, InterruptedException {
        Parser parser = new Parser(ranges);
        runner.run(
                groups(target),
                (stream, line) -> {
                    if (stream == OutputListener.Stream.OUT) {
                        parser.line(line);
                    }
                });
        parser.finish();
    }

    /** A group's free blocks stand on one line; a very long line may come in pieces. */
    static final class Parser {

        private final Ranges ranges;
        private final StringBuilder free = new StringBuilder();

        Parser(Ranges ranges) {
            this.ranges = ranges;
        }

        synchronized void line(String line) {
            if (line.startsWith(KEY)) {
                flush();
                free.append(line, KEY.length(), line.length());
            } else if (free.length() > 0 && isContinued(line)) {
                free.append(line);
            } else {
                flush();
            }
        }

        synchronized void finish() {
            flush();
        }

        private static boolean isContinued(String line) {
            return !line.isEmpty() && !line.startsWith("  ") && !line.startsWith("Group");
        }

        private void flush() {
            Matcher matcher = RANGE.matcher(free);
            while (matcher.find()) {
                long first = Long.parseLong(matcher.group(1));
                String last = matcher.group(2);
                ranges.add(first, last == null ? first : Long.parseLong(last));
            }
            free.setLength(0);
        }
    }
}
