package org.imagefactory.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code src/test/sh/in-test-host} makes: an unprivileged user with a home and a session
 * libvirtd of its own. One for all tests of a Java virtual machine, ended with it; the build runs
 * several of these, and none sees what another one's tests do.
 */
final class TestHost {

    private static final Path SCRIPT = Path.of("src/test/sh/in-test-host").toAbsolutePath();
    private static final int LIMIT_SECONDS = 120;

    /** Packages of another architecture are fetched, too. */
    private static final int BUILD_LIMIT_SECONDS = 600;

    private static final class Holder {
        private static final TestHost SHARED = new TestHost();
    }

    private final Path folder;
    private final Path temporaryFolder;
    private final Path program;
    private final Path installer;

    private TestHost() {
        try {
            // Not in /tmp, which may be memory; and short, because libvirt makes sockets below it.
            folder = Path.of(onThisHost("mktemp", "-d", "/var/tmp/if.XXXXXX").get(0));
            Runtime.getRuntime().addShutdownHook(new Thread(this::end));
            run("true");
            temporaryFolder = Files.createDirectory(folder.resolve("home/t"));
            Files.setOwner(temporaryFolder, Files.getOwner(folder.resolve("home")));
            program = folder.resolve("image-factory");
            installer = folder.resolve("mini-installer");
            // The user may not be able to enter the folder that this project lies in.
            onThisHost("cp", "-a", "target/image-factory", program.toString());
            onThisHost("chmod", "-R", "go=u-w", program.toString());
            provideInstaller("mini-installer", installer, "amd64");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void provideInstaller(String name, Path folder, String architecture)
            throws IOException {
        Path built = Path.of("target").resolve(name);
        Files.createDirectories(built);
        lines(
                List.of("src/mini-installer/build", built.toString(), architecture),
                BUILD_LIMIT_SECONDS);
        onThisHost("cp", "-r", built.toString(), folder.toString());
        onThisHost("chmod", "-R", "go=u-w", folder.toString());
    }

    static TestHost shared() {
        return Holder.SHARED;
    }

    /** The program's launcher. */
    Path launcher() {
        return program.resolve("bin/image-factory");
    }

    /** A command line for the main class of a test, which has the program's classes, too. */
    synchronized String[] program(Class<?> main) throws IOException {
        Path classes = folder.resolve("test-classes");
        if (!Files.exists(classes)) {
            Files.createDirectory(classes);
            int number = 0;
            // surefire has its own class path on the command line
            String all =
                    System.getProperty(
                            "surefire.test.class.path", System.getProperty("java.class.path"));
            for (String part : all.split(File.pathSeparator, -1)) {
                if (!part.isEmpty() && Files.exists(Path.of(part))) {
                    // the user may not be able to enter the folder that it lies in
                    onThisHost("cp", "-aL", part, classes.resolve(number + ".jar").toString());
                    number++;
                }
            }
            onThisHost("chmod", "-R", "go=u-w", classes.toString());
        }
        String path;
        try (Stream<Path> parts = Files.list(classes)) {
            path = parts.sorted().map(Path::toString).collect(Collectors.joining(":"));
        }
        return new String[] {"java", "-XX:TieredStopAtLevel=1", "-cp", path, main.getName()};
    }

    /** Holds {@code linux} and {@code initrd.gz} of the mini installer. */
    Path installer() {
        return installer;
    }

    /** The same for arm64; made when the first test asks for it. */
    synchronized Path arm64Installer() throws IOException {
        Path arm64 = folder.resolve("mini-installer-arm64");
        if (!Files.exists(arm64)) {
            provideInstaller("mini-installer-arm64", arm64, "arm64");
        }
        return arm64;
    }

    /** Writes a disc with the mini installer where a live system's kernel and initrd are. */
    void writeDisc(Path file) {
        onThisHost(
                "xorriso",
                "-as",
                "mkisofs",
                "-quiet",
                "-r",
                "-V",
                "INSTALLER",
                "-o",
                file.toString(),
                "-graft-points",
                "casper/vmlinuz=" + installer.resolve("linux"),
                "casper/initrd=" + installer.resolve("initrd.gz"));
    }

    /** The user's home. */
    Path home() {
        return folder.resolve("home");
    }

    /** What builds have for {@code TMPDIR}; its path is short, because sockets are made there. */
    Path temporaryFolder() {
        return temporaryFolder;
    }

    /** A new folder that belongs to the user. */
    Path newFolder(String name) {
        try {
            Path home = folder.resolve("home");
            Path made = Files.createTempDirectory(home, name + "-");
            Files.setOwner(made, Files.getOwner(home));
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command line that runs there; the signals are those of a terminal's foreground. */
    List<String> commandLine(List<String> command) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("env", "--default-signal=HUP,INT,TERM"));
        all.addAll(List.of(SCRIPT.toString(), "--home", folder.toString()));
        all.addAll(command);
        return all;
    }

    /**
     * Runs a command there that must succeed, and returns what it prints, one line each.
     *
     * @throws AssertionError it fails
     */
    List<String> run(String... command) {
        return lines(commandLine(List.of(command)));
    }

    /** Names of all virtual machines, running or not. */
    List<String> domains() {
        return run("virsh", "-q", "-c", "qemu:///session", "list", "--all", "--name").stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The processes of builds and their machines: PID and arguments, one line each. */
    List<String> processes() {
        return lines(List.of(SCRIPT.toString(), "--home", folder.toString(), "--processes"))
                .stream()
                .filter(line -> line.matches(".*(qemu-system|qemu-img|virt-install|java).*"))
                .toList();
    }

    /**
     * Runs a command as the user that runs the tests; it must succeed.
     *
     * @throws AssertionError it fails
     */
    static List<String> onThisHost(String... command) {
        return lines(List.of(command));
    }

    private static List<String> lines(List<String> command) {
        return lines(command, LIMIT_SECONDS);
    }

    private static List<String> lines(List<String> command, int limitSeconds) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output;
            try (InputStream stream = process.getInputStream()) {
                output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (!process.waitFor(limitSeconds, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " failed: " + output);
            }
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + command, e);
        }
    }

    private void end() {
        lines(List.of(SCRIPT.toString(), "--home", folder.toString(), "--end"));
    }
}
