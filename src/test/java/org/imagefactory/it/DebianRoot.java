package org.imagefactory.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code src/test/sh/debian-root} makes: a clean Debian system that runs in a container. */
final class DebianRoot implements AutoCloseable {

    private static final String SCRIPT = "src/test/sh/debian-root";

    /** What changes by itself, or by the use of apt, dpkg and systemd. */
    private static final Pattern NOISE =
            Pattern.compile(
                    "/(var/(lib/(dpkg|apt|systemd)|cache/(apt|debconf|ldconfig|man)|log/(journal|apt)"
                            + "|tmp/systemd-private)|etc/ld\\.so\\.cache)\\b.*"
                            + "|/etc/g?(passwd|group|shadow)-? .*"
                            + "|/var/log/[a-z]+(\\.log)? .*");

    private final Path folder;
    private final Thread end = new Thread(this::end);

    private DebianRoot() throws IOException {
        folder = Files.createTempDirectory(Path.of("/var/tmp"), "debian-root-");
        Runtime.getRuntime().addShutdownHook(end);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * Makes and starts a system.
     *
     * @param suite its release
     * @param more packages that it has, and before them, as the script takes it, what it has a
     *     throw-away copy of
     */
    static DebianRoot make(String suite, String... more) throws IOException {
        DebianRoot root = new DebianRoot();
        Files.createDirectory(root.share());
        List<String> command =
                new ArrayList<>(List.of(SCRIPT, "make", root.folder.toString(), suite));
        command.addAll(List.of(more));
        try {
            SlowCommand.run(command.toArray(String[]::new));
        } catch (AssertionError e) {
            root.close();
            throw e;
        }
        return root;
    }

    /** What is put there, the system has in {@code /mnt}. */
    Path share() {
        return folder.resolve("share");
    }

    /**
     * Runs a command as root of the system.
     *
     * @return what it prints, without the last line's end
     * @throws AssertionError it fails
     */
    String run(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(SCRIPT, "run", folder.toString()));
        all.addAll(List.of(command));
        return SlowCommand.run(all.toArray(String[]::new));
    }

    /** Runs a line of shell as root of the system. */
    String shell(String line) throws IOException {
        return run("sh", "-euc", line);
    }

    /** Runs apt-get, which asks nothing and lets changed configuration files be. */
    String apt(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-y"));
        command.addAll(List.of("-o", "Dpkg::Options::=--force-confdef"));
        command.addAll(List.of("-o", "Dpkg::Options::=--force-confold"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** The files of the system, each with owner and mode, and its users and groups. */
    Set<String> content() throws IOException {
        // KVM's group comes with the first package that asks for it, and belongs to none.
        return shell("find / -xdev -printf '%p %u:%g %m\\n'; getent passwd; getent group")
                .lines()
                .filter(line -> line.contains("image-factory") || !NOISE.matcher(line).matches())
                .filter(line -> !line.startsWith("kvm:"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The processes that a user has. */
    String processes(String user) throws IOException {
        return shell(
                "for process in /proc/[0-9]*; do"
                        + " [ \"$(stat -c %U \"$process\" 2>/dev/null)\" != "
                        + user
                        + " ] || tr '\\0' ' ' <\"$process/cmdline\"; done");
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(end);
    }

    private void end() {
        try {
            SlowCommand.run(SCRIPT, "end", folder.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
