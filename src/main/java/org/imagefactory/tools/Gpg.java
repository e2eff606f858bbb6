package org.imagefactory.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.CommandTimeoutException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.spec.Field;

/**
 * gpg: signs with the user's secret key, and checks signatures by the keys that the user has. The
 * passphrase is gpg-agent's business; nobody is asked for it, since a build at night would wait for
 * ever.
 */
public final class Gpg {

    /** What a detached armored signature adds to the name of its file. */
    public static final String SUFFIX = ".asc";

    /** Long enough for a smartcard. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** An empty file: its signature shows that signing works and is of no use to anybody. */
    private static final Path NOTHING = Path.of("/dev/null");

    private static final String STANDARD_OUTPUT = "-";

    /** 1 is a bad signature, 2 any other trouble: both are told by the status lines, too. */
    private static final Set<Integer> VERIFY_STATUSES = Set.of(0, 1, 2);

    private static final List<String> LOCKED =
            List.of("no pinentry", "no passphrase", "bad passphrase", "operation cancelled");

    private final ProcessRunner runner;
    private final Duration limit;

    public Gpg(ProcessRunner runner) {
        this(runner, LIMIT);
    }

    /**
     * @param limit for each run of gpg
     */
    Gpg(ProcessRunner runner, Duration limit) {
        this.runner = runner;
        this.limit = limit;
    }

    /** Where {@link #sign} puts the signature of a file. */
    public static Path signatureOf(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /**
     * The command that signs a file. Pure.
     *
     * @param key as gpg's {@code --local-user} takes it; empty for gpg's default key
     */
    public Command signing(Optional<String> key, Path file) {
        return signing(key, file, signatureOf(file).toString());
    }

    /**
     * Signs a file; the signature must not be there yet.
     *
     * @param key as gpg's {@code --local-user} takes it; empty for gpg's default key
     * @throws HostException gpg, the key, or its passphrase is missing, or gpg does not answer
     */
    public void sign(Optional<String> key, Path file) throws HostException, InterruptedException {
        sign(key, file, signatureOf(file));
    }

    /**
     * As {@link #sign(Optional, Path)}, with the signature in a file of another name.
     *
     * @param signature must not be there yet
     */
    public void sign(Optional<String> key, Path file, Path signature)
            throws HostException, InterruptedException {
        run("signing " + file.getFileName(), key, signing(key, file, signature.toString()));
    }

    /**
     * Writes a text with a signature around it, as one file.
     *
     * @param signed must not be there yet
     * @throws HostException as of {@link #sign(Optional, Path)}
     */
    public void clearSign(Optional<String> key, Path file, Path signed)
            throws HostException, InterruptedException {
        run(
                "signing " + file.getFileName(),
                key,
                signing(key, file, signed.toString(), "--clear-sign"));
    }

    /**
     * Signs nothing, to see whether signing works. Leaves no file.
     *
     * @throws HostException gpg, the key, or its passphrase is missing, or gpg does not answer
     */
    public void trySigning(Optional<String> key) throws HostException, InterruptedException {
        run("trying to sign", key, signing(key, NOTHING, STANDARD_OUTPUT).quietly());
    }

    /**
     * Checks a detached signature by the keys in the user's keyring. Fetches no key.
     *
     * @throws HostException gpg is missing or does not answer
     */
    public Signatures verify(Path signature, Path file) throws HostException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--batch", "--no-tty"));
        arguments.addAll(List.of("--no-auto-key-retrieve", "--status-fd", "1", "--verify", "--"));
        arguments.addAll(List.of(signature.toString(), file.toString()));
        Command command =
                Command.of(Program.GPG, arguments)
                        .within(limit)
                        .succeedingWith(VERIFY_STATUSES)
                        .quietly();
        try {
            return Signatures.parse(runner.run(command).output());
        } catch (CommandException e) {
            throw failed("checking the signature " + signature, Optional.empty(), e);
        }
    }

    private Command signing(Optional<String> key, Path file, String output) {
        return signing(key, file, output, "--detach-sign", "--armor");
    }

    private Command signing(Optional<String> key, Path file, String output, String... how) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--batch", "--no-tty", "--pinentry-mode", "error"));
        key.ifPresent(id -> arguments.addAll(List.of("--local-user", id)));
        arguments.addAll(List.of(how));
        arguments.addAll(List.of("--output", output));
        arguments.addAll(List.of("--", file.toString()));
        return Command.of(Program.GPG, arguments).within(limit);
    }

    private void run(String doing, Optional<String> key, Command command)
            throws HostException, InterruptedException {
        try {
            runner.run(command);
        } catch (CommandException e) {
            throw failed(doing, key, e);
        }
    }

    private HostException failed(String doing, Optional<String> key, CommandException e) {
        String subject = key.map(id -> "the key '%s'".formatted(id)).orElse("gpg's default key");
        if (e instanceof MissingProgramException) {
            return new HostException(
                    doing + ": " + e.getMessage(), Program.installLine(List.of(Program.GPG)), e);
        }
        if (e instanceof CommandTimeoutException) {
            return new HostException(
                    "%s: gpg did not answer within %d s".formatted(doing, limit.toSeconds()),
                    "is gpg-agent waiting for a smartcard or for somebody to confirm?",
                    e);
        }
        if (e instanceof CommandFailedException gpg && says(gpg, LOCKED)) {
            return new HostException(
                    "%s: %s is locked, and gpg-agent does not have its passphrase"
                            .formatted(doing, subject),
                    "unlock it before the build: sign something by hand, or give gpg-agent the"
                            + " passphrase with gpg-preset-passphrase(1); for builds without a"
                            + " person, use a key of their own",
                    e);
        }
        if (e instanceof CommandFailedException gpg && says(gpg, List.of("no secret key"))) {
            return new HostException(
                    "%s: there is no secret key for %s".formatted(doing, subject),
                    "'gpg --list-secret-keys' tells those that there are; set "
                            + Field.SIGN_KEY
                            + ", or"
                            + " GNUPGHOME to the folder with the key",
                    e);
        }
        return new HostException(doing + ": " + e.getMessage(), "", e);
    }

    private static boolean says(CommandFailedException gpg, List<String> texts) {
        String output = String.join("\n", gpg.lastLines()).toLowerCase(Locale.ROOT);
        return texts.stream().anyMatch(output::contains);
    }
}
