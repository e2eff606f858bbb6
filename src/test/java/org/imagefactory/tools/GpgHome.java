package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.exec.ProcessRunner;

/** A GnuPG home of its own with a gpg-agent of its own, and one key without a passphrase. */
public final class GpgHome implements AutoCloseable {

    /** Identifies the key. */
    public static final String KEY = "images@example.org";

    private final Path folder;

    public GpgHome() throws IOException, InterruptedException {
        // short: the agent makes sockets in it
        folder = Files.createTempDirectory("if");
        makeKey(KEY, "");
    }

    /** A runner whose programs use this home. */
    public ProcessRunner runner() {
        return new CommonsExecRunner(
                Map.of(
                        "PATH", "/usr/bin:/bin",
                        "HOME", folder.toString(),
                        "GNUPGHOME", folder.toString()));
    }

    /** Makes another key; with a passphrase the agent forgets it at once. */
    public void makeKey(String user, String passphrase) throws IOException, InterruptedException {
        gpg("--passphrase", passphrase, "--quick-gen-key", user, "ed25519", "sign", "never");
        run(List.of("gpgconf", "--kill", "gpg-agent"));
    }

    /** The keyring of a key, binary. */
    public Path export(String user) throws IOException, InterruptedException {
        Path file = folder.resolve("export-" + user);
        gpg("--yes", "--output", file.toString(), "--export", user);
        return file;
    }

    /** The keyring of a key, armored. */
    public Path exportArmored(String user) throws IOException, InterruptedException {
        Path file = folder.resolve("export-" + user + ".asc");
        gpg("--yes", "--armor", "--output", file.toString(), "--export", user);
        return file;
    }

    /** The fingerprint of a key. */
    public String fingerprint(String user) throws IOException, InterruptedException {
        return gpg("--with-colons", "--fingerprint", user).stream()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":", -1)[9];
    }

    /** Runs gpg, which must succeed; its output, both streams. */
    public List<String> gpg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--quiet", "--no-tty"));
        // what makes --passphrase count
        command.addAll(List.of("--pinentry-mode", "loopback"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run(List.of("gpgconf", "--kill", "all"));
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // the agent's socket, just now
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private List<String> run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GNUPGHOME", folder.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
        assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
        return output.lines().toList();
    }
}
