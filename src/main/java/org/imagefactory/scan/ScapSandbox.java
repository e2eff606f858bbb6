package org.imagefactory.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.OutputListener;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.files.FolderTree;
import org.imagefactory.files.Ownership;

/**
 * Runs oscap where it sees an image's files with their owners, and nothing of this host but its
 * programs: in namespaces of its own, without a network. root needs nothing else for that; anybody
 * else needs subordinate user ids, see subuid(5).
 */
public final class ScapSandbox {

    private static final String SCRIPT = "evaluate.sh";

    /** The profiles of a large system under a load take minutes. */
    private static final Duration LIMIT = Duration.ofHours(1);

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

    /** Rules that fail are a result, too. */
    private static final Set<Integer> JUDGED = Set.of(0, 2);

    /** How oscap begins to tell that something went wrong and its results may be wrong, too. */
    private static final String PROBLEM = "E: oscap:";

    private static final int MOST_PROBLEMS = 20;

    /** As who is root over the subordinate ids of this user. */
    private static final List<String> AS_ROOT = List.of("--user", "--map-root-user", "--map-auto");

    private final ProcessRunner runner;

    public ScapSandbox(ProcessRunner runner) {
        this.runner = runner;
    }

    /** Programs that it takes, for whoever runs this program. */
    public static List<Program> programs() {
        List<Program> programs = new ArrayList<>();
        programs.add(Program.OSCAP);
        programs.addAll(List.of(Program.UNSHARE, Program.SETPRIV, Program.TAR));
        if (!Ownership.isRoot()) {
            programs.add(Program.NEWUIDMAP);
        }
        return List.copyOf(programs);
    }

    /**
     * Whether this host lets this user have namespaces.
     *
     * @throws CommandException it does not
     */
    public void probe() throws CommandException, InterruptedException {
        runner.run(
                Command.of(Program.UNSHARE, arguments(List.of(Program.UNSHARE.command(), "-V")))
                        .within(PROBE_LIMIT)
                        .quietly());
    }

    /** The evaluation of what is in a folder. */
    static Command command(Path folder, Path content, String profile) {
        List<String> script =
                List.of(
                        "/bin/sh",
                        folder.resolve(SCRIPT).toString(),
                        folder.toString(),
                        content.toString(),
                        profile,
                        folder.resolve(ScapTree.EXCLUDED).toString());
        return Command.of(Program.UNSHARE, arguments(script))
                .with(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"))
                .within(LIMIT)
                .succeedingWith(JUDGED)
                .quietly();
    }

    /**
     * Has oscap judge the tree that is in a folder; its results are in the folder then.
     *
     * @param folder absolute, with {@link ScapTree}'s files
     * @param profile its whole name
     * @return what oscap could not do, in its words
     */
    List<String> evaluate(Path folder, Path content, String profile)
            throws IOException, CommandException, InterruptedException {
        try (InputStream script = ScapSandbox.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException("the program lacks " + SCRIPT);
            }
            Files.copy(script, folder.resolve(SCRIPT));
        }
        List<String> problems = Collections.synchronizedList(new ArrayList<>());
        runner.run(
                command(folder, content, profile),
                (stream, line) -> {
                    if (stream == OutputListener.Stream.ERR
                            && line.startsWith(PROBLEM)
                            && problems.size() < MOST_PROBLEMS) {
                        problems.add(PrintableText.of(line.substring(PROBLEM.length()).strip()));
                    }
                });
        return problems.stream().distinct().toList();
    }

    /** Removes a folder with files of any owner, if it is there. */
    public void remove(Path folder) throws IOException, CommandException, InterruptedException {
        if (!Ownership.isRoot() && Files.exists(folder)) {
            // what belongs to a subordinate user can only be removed by who is root over it
            List<String> arguments = new ArrayList<>(AS_ROOT);
            arguments.addAll(List.of("--", Program.FIND.command(), folder.toString(), "-delete"));
            runner.run(Command.of(Program.UNSHARE, arguments).quietly());
        }
        FolderTree.delete(folder);
    }

    private static List<String> arguments(List<String> command) {
        List<String> arguments = new ArrayList<>();
        if (!Ownership.isRoot()) {
            arguments.addAll(AS_ROOT);
        }
        arguments.addAll(
                List.of("--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child"));
        arguments.add("--");
        arguments.addAll(command);
        return arguments;
    }
}
