package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A published image that gpg has signed, checked by hand and by the program. */
final class SignedImage {

    /** The user of the test host's key. */
    static final String KEY = "images@example.org";

    private static boolean made;

    private final Factory factory;
    private final Path image;
    private final Path keyring;

    SignedImage(Factory factory, Path image) {
        this.factory = factory;
        this.image = image;
        this.keyring = factory.folder().resolve("keys.gpg");
    }

    /** Makes the key, without a passphrase; once for all tests that share the host. */
    static synchronized void makeKey() {
        if (!made) {
            TestHost.shared()
                    .run(
                            "gpg",
                            "-q",
                            "--batch",
                            "--passphrase",
                            "",
                            "--quick-gen-key",
                            KEY,
                            "ed25519");
            made = true;
        }
    }

    /** Ends the user's gpg-agent. */
    static void endAgent() {
        TestHost.shared().run("gpgconf", "--kill", "all");
    }

    /** Checks that what is good is found good, and everything else is not. */
    void check() throws IOException, InterruptedException {
        TestHost host = TestHost.shared();
        host.run("gpg", "--batch", "--output", keyring.toString(), "--export", KEY);
        Path sums = beside(".sha256sum");
        Path provenance =
                image.resolveSibling(
                        image.getFileName().toString().replace(".raw", ".provenance.json"));
        for (Path signed : List.of(sums, provenance)) {
            host.run("gpg", "--batch", "--verify", signed + ".asc", signed.toString());
            host.run("gpgv", "--keyring", keyring.toString(), signed + ".asc", signed.toString());
        }
        assertThat(verify(0)).contains("ok: digest ok", "ok: signature ok", "ok: provenance ok");
        assertThat(verify(0, "--set", "sign-keyring=" + keyring)).doesNotContain("note: ");
        flipped(image, "error: digest wrong");
        flipped(sums, "error: signature wrong: " + sums.getFileName());
        flipped(Path.of(sums + ".asc"), "error: signature wrong: " + sums.getFileName());
        flipped(provenance, "error: signature wrong: " + provenance.getFileName());
    }

    /** The command fails and says why while the file has another byte in the middle. */
    private void flipped(Path file, String line) throws IOException, InterruptedException {
        byte[] good = Files.readAllBytes(file);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(file, bad);
        try {
            assertThat(verify(5)).contains(line);
        } finally {
            Files.write(file, good);
        }
    }

    private String verify(int exitStatus, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new java.util.ArrayList<>(List.of("verify"));
        arguments.addAll(List.of(options));
        arguments.add(image.toString());
        Build build = factory.start(arguments.toArray(String[]::new));
        assertThat(build.exitStatus()).as(build::output).isEqualTo(exitStatus);
        return build.output();
    }

    private Path beside(String suffix) {
        return Path.of(image + suffix);
    }
}
