package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.spec.Field;
import org.imagefactory.tools.Gpg;
import org.imagefactory.tools.Gpgv;
import org.imagefactory.tools.Keyring;
import org.imagefactory.tools.Signatures;

/**
 * Checks detached signatures: by the keys of a keyring, which every file then has to be signed by,
 * or by the keys that the user has in gpg.
 */
public final class SignatureCheck {

    private final ProcessRunner runner;
    private final Optional<Path> keyring;
    private final Path home;

    private SignatureCheck(ProcessRunner runner, Optional<Path> keyring, Path home) {
        this.runner = runner;
        this.keyring = keyring;
        this.home = home;
    }

    /**
     * @param keyring binary or armored; empty for gpg's own
     * @param home a private folder, for a copy of the keyring
     * @throws BuildException the keyring cannot be read
     */
    public static SignatureCheck of(ProcessRunner runner, Optional<Path> keyring, Path home)
            throws BuildException {
        if (keyring.isEmpty()) {
            return new SignatureCheck(runner, keyring, home);
        }
        if (!Files.isRegularFile(keyring.get())) {
            throw new ConfigurationException(
                    Field.SIGN_KEYRING + ": there is no file " + keyring.get(), "");
        }
        try {
            Path copy = home.resolve("keyring.gpg");
            Keyring.copy(keyring.get(), copy);
            return new SignatureCheck(runner, Optional.of(copy), home);
        } catch (IOException e) {
            throw new HostException(
                    "reading the keyring %s: %s".formatted(keyring.get(), e.getMessage()), "", e);
        }
    }

    /** Whether a missing signature is an error. */
    boolean areRequired() {
        return keyring.isPresent();
    }

    /**
     * @param name of the signed file, for the verdict
     * @throws HostException gpg or gpgv is missing or does not answer
     */
    Verdict check(String name, Path signature, Path file)
            throws HostException, InterruptedException {
        Signatures found =
                keyring.isPresent()
                        ? new Gpgv(runner).detached(keyring.get(), home, signature, file)
                        : new Gpg(runner).verify(signature, file);
        if (found.problem().isPresent()) {
            String text = "signature wrong: %s %s".formatted(name, found.problem().get().text());
            return new Verdict(Verdict.Grade.ERROR, text);
        }
        String text = "signature ok: %s is signed by %s";
        return new Verdict(Verdict.Grade.OK, text.formatted(name, String.join(", ", found.keys())));
    }
}
