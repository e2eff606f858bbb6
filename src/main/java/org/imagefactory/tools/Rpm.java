package org.imagefactory.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/** rpm: the only program that knows the form of its own database. */
public final class Rpm {

    /** The first field of every record. */
    public static final String RECORD = "package";

    private static final List<String> TAGS =
            List.of(
                    "NAME",
                    "EPOCH",
                    "VERSION",
                    "RELEASE",
                    "ARCH",
                    "SOURCERPM",
                    "VENDOR",
                    "URL",
                    "LICENSE");

    /** Tags with many values; they come last, because a line may be cut. */
    private static final List<String> LISTS = List.of("REQUIRENAME", "PROVIDENAME");

    /** How many fields a record has, the first one included. */
    public static final int FIELDS = TAGS.size() + LISTS.size() + 1;

    /** What stands behind each of the names in the last two fields. */
    public static final String BETWEEN_NAMES = ";";

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ProcessRunner runner;

    public Rpm(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Prints a line for each package: {@link #RECORD}, name, epoch, version, release, architecture,
     * source package, vendor, home page, licence, names that it requires and names that it
     * provides, with tabs between them; {@code (none)} stands for what a package does not say.
     *
     * @param database folder with the files of the database; rpm may add files to it
     */
    public static Command query(Path database) {
        StringBuilder format = new StringBuilder(RECORD);
        TAGS.forEach(tag -> format.append("\\t%{").append(tag).append('}'));
        LISTS.forEach(
                tag ->
                        format.append("\\t[%{")
                                .append(tag)
                                .append('}')
                                .append(BETWEEN_NAMES)
                                .append(']'));
        // the path becomes the value of a macro
        String folder = database.toAbsolutePath().toString().replace("%", "%%");
        return Command.of(Program.RPM, "--dbpath", folder, "-qa", "--queryformat", format + "\\n")
                .in(database)
                .within(LIMIT);
    }

    /**
     * Runs the query.
     *
     * @param lines gets the lines of the answer
     */
    public void query(Path database, Consumer<String> lines)
            throws CommandException, InterruptedException {
        runner.run(
                query(database),
                (stream, line) -> {
                    if (stream == OutputListener.Stream.OUT) {
                        lines.accept(line);
                    }
                });
    }
}
