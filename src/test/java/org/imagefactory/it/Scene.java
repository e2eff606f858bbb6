package org.imagefactory.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.history.History;

/**
 * A configuration, an empty output folder and a command line: everything for one run of the
 * program, by the unprivileged user of the {@link TestHost}. Without changes it is a good one.
 */
final class Scene {

    /** The name of the image that the configuration has. */
    static final String IMAGE = "mini";

    private static final int LIMIT_MINUTES = 5;
    private static final String CONFIGURATION_VARIABLE = "IMAGE_FACTORY_CONFIG";

    /**
     * Makes the output folder a small file system, as the root of a user namespace may; then gives
     * the user back. A libvirtd of its own, because one that runs already does not see it. Leaves a
     * list of what is left. Arguments: SIZE FOLDER UID GID MEANWHILE COMMAND…
     */
    private static final String SMALL_FOLDER =
            """
            mount -t tmpfs -o size="$1" tmpfs "$2"
            cd "$2"
            export XDG_RUNTIME_DIR="$2/../run"
            mkdir -p -m 700 "$XDG_RUNTIME_DIR"
            user=$3 group=$4 meanwhile=$5
            shift 5
            exec unshare --user --map-user="$user" --map-group="$group" -- sh -c '
                sh -c "$0" >/dev/null 2>&1 &
                status=0
                "$@" || status=$?
                kill $! 2>/dev/null || :
                rm -rf filler .image-factory
                ls -A >../left
                exit "$status"' "$meanwhile" "$@"
            """;

    private final TestHost host = TestHost.shared();
    private final Path folder;
    private final Path output;
    private final Path configuration;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final StringBuilder otherSections = new StringBuilder();
    private List<String> wrapper = List.of();
    private List<String> arguments = List.of(IMAGE);
    private String header = "[" + IMAGE + "]";
    private boolean besideAnother;

    Scene() throws IOException {
        folder = host.newFolder("s");
        output = Files.createDirectory(folder.resolve("out"));
        Files.setOwner(output, Files.getOwner(folder));
        configuration = folder.resolve("image-factory.conf");
        environment.put(CONFIGURATION_VARIABLE, configuration.toString());
        answer();
        set("linux", host.installer().resolve("linux").toString());
        set("initrd", host.installer().resolve("initrd.gz").toString());
        set("preseed", folder.resolve("answers.cfg").toString());
        set("append", "console=ttyS0 no_timer_check");
        set("image-size", "256M");
        set("ram", "256M");
        set("virt-type", "qemu");
        set("boot-test", "no");
        set("cache_dir", folder.resolve("cache").toString());
    }

    /**
     * How a run went.
     *
     * @param exitStatus of the program
     * @param out standard output
     * @param err standard error
     * @param left names of all files in the output folder, but for the memory of builds
     */
    record Outcome(int exitStatus, String out, String err, List<String> left) {}

    /** The folder with everything of this scene, which belongs to the user. */
    Path folder() {
        return folder;
    }

    /** The folder that the program runs in. */
    Path output() {
        return output;
    }

    /** Sets a key of the image. */
    Scene set(String key, String value) {
        keys.put(key, value);
        return this;
    }

    /** Gives the image's section another name, and builds that. */
    Scene named(String image) {
        header = "[" + image + "]";
        return arguments("--", image);
    }

    /** Adds lines after the image's section. */
    Scene lines(String... lines) {
        for (String line : lines) {
            otherSections.append(line).append('\n');
        }
        return this;
    }

    /** Replaces the whole configuration. */
    Scene configuration(String... lines) {
        keys.clear();
        header = "";
        return lines(lines);
    }

    /** Replaces the answers to the mini installer. */
    Scene answer(String... answers) throws IOException {
        Files.write(folder.resolve("answers.cfg"), List.of(answers));
        return this;
    }

    /** Replaces the command line. */
    Scene arguments(String... replaced) {
        arguments = List.of(replaced);
        return this;
    }

    /** Sets a variable of the environment. */
    Scene environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Unsets the variable that names the configuration. */
    Scene withoutConfigurationVariable() {
        environment.remove(CONFIGURATION_VARIABLE);
        return this;
    }

    /** Makes the configuration a file that its owner may not read. */
    Scene unreadable() throws IOException {
        write();
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("---------"));
        return this;
    }

    /** Takes the right to write to the output folder away. */
    Scene readOnlyOutput() throws IOException {
        Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("r-xr-xr-x"));
        return this;
    }

    /** Hides a program of {@code /usr/bin}: PATH is a folder of links to all the others. */
    Scene without(String program) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        try (Stream<Path> all = Files.list(Path.of("/usr/bin"))) {
            for (Path one : all.toList()) {
                if (!one.endsWith(program)) {
                    Files.createSymbolicLink(programs.resolve(one.getFileName()), one);
                }
            }
        }
        return environment("PATH", programs.toString());
    }

    /**
     * Makes the output folder a file system of this size, in the form that tmpfs takes.
     *
     * @param meanwhile shell commands that run there beside the program; the file {@code filler} is
     *     theirs
     */
    Scene smallOutput(String size, String meanwhile) throws IOException {
        String user = Files.getAttribute(folder, "unix:uid").toString();
        String group = Files.getAttribute(folder, "unix:gid").toString();
        wrapper =
                Stream.of(
                                Stream.of("unshare", "--user", "--map-root-user", "--mount"),
                                Stream.of("sh", "-euc", SMALL_FOLDER, "sh"),
                                Stream.of(size, output.toString(), user, group, meanwhile))
                        .flatMap(words -> words)
                        .toList();
        return this;
    }

    /** The same command runs already and is still at work when this one starts. */
    Scene besideAnother() {
        besideAnother = true;
        return this;
    }

    /** Runs the program to its end. */
    Outcome run() throws IOException, InterruptedException {
        if (!Files.exists(configuration)) {
            write();
        }
        if (!besideAnother) {
            return end(start("run"), "run");
        }
        Process other = start("other");
        while (other.isAlive() && !Files.exists(output.resolve("." + IMAGE + ".staging/lock"))) {
            Thread.sleep(100);
        }
        Outcome outcome = end(start("run"), "run");
        other.destroy();
        List<String> left = end(other, "other").left();
        return new Outcome(outcome.exitStatus(), outcome.out(), outcome.err(), left);
    }

    private void write() throws IOException {
        String section =
                keys.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        Files.writeString(
                configuration, (header.isEmpty() ? "" : header + "\n") + section + otherSections);
    }

    private Process start(String name) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "-u", CONFIGURATION_VARIABLE));
        environment.forEach((variable, value) -> command.add(variable + "=" + value));
        command.addAll(wrapper);
        command.add(host.launcher().toString());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(host.commandLine(command))
                        .directory(output.toFile())
                        .redirectOutput(folder.resolve(name + ".out").toFile())
                        .redirectError(folder.resolve(name + ".err").toFile())
                        .start();
        process.getOutputStream().close();
        return process;
    }

    private Outcome end(Process process, String name) throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        Path left = folder.resolve("left");
        return new Outcome(
                process.waitFor(),
                Files.readString(folder.resolve(name + ".out")),
                Files.readString(folder.resolve(name + ".err")),
                Files.exists(left) ? Files.readAllLines(left) : files(output));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(History.FOLDER))
                    .sorted()
                    .toList();
        }
    }
}
