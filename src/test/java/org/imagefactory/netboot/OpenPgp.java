package org.imagefactory.netboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A publisher with an OpenPGP key of its own, in a GnuPG home of its own. The time of a signature
 * can be any: {@code 20200101T000000}.
 */
public final class OpenPgp implements AutoCloseable {

    private final Path home;

    /**
     * Makes a key.
     *
     * @param home a new folder, with a short path: a socket is made in it
     * @param time when it is made; empty for now
     * @param expires as gpg takes it: {@code 30d}, or {@code never}
     */
    public OpenPgp(Path home, String time, String expires)
            throws IOException, InterruptedException {
        this.home = home;
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        gpg(
                time,
                "--quick-gen-key",
                "Test archive <archive@example.org>",
                "ed25519",
                "sign",
                expires);
    }

    /** Writes the public key. */
    public Path export(Path keyring) throws IOException, InterruptedException {
        gpg("", "--yes", "--output", keyring.toString(), "--export");
        return keyring;
    }

    /** Writes the public key in armor. */
    public Path exportArmored(Path keyring) throws IOException, InterruptedException {
        gpg("", "--yes", "--armor", "--output", keyring.toString(), "--export");
        return keyring;
    }

    /** A text with its signature. */
    public String clearSign(String text) throws IOException, InterruptedException {
        return clearSign(text, "", "0");
    }

    /**
     * A text with its signature.
     *
     * @param time of the signature; empty for now
     * @param expires when the signature expires: {@code 10d}, 0 for never
     */
    public String clearSign(String text, String time, String expires)
            throws IOException, InterruptedException {
        Path plain = Files.writeString(home.resolve("text"), text);
        Path signed = home.resolve("text.asc");
        gpg(
                time,
                "--yes",
                "--default-sig-expire",
                expires,
                "--output",
                signed.toString(),
                "--clear-sign",
                plain.toString());
        return Files.readString(signed);
    }

    /** A detached, binary signature. */
    public byte[] sign(String text) throws IOException, InterruptedException {
        Path plain = Files.writeString(home.resolve("text"), text);
        Path signature = home.resolve("text.sig");
        gpg("", "--yes", "--output", signature.toString(), "--detach-sign", plain.toString());
        return Files.readAllBytes(signature);
    }

    /** Ends the agent that gpg starts. */
    @Override
    public void close() throws IOException, InterruptedException {
        run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    }

    private void gpg(String time, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString()));
        command.addAll(List.of("--batch", "--quiet", "--passphrase", "", "--pinentry-mode"));
        command.add("loopback");
        if (!time.isEmpty()) {
            command.addAll(List.of("--faked-system-time", time));
        }
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + text);
            }
        }
    }
}
