package org.imagefactory.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.MissingProgramException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;

/**
 * gpgv: checks OpenPGP signatures by the keys of a keyring, and by no others. What it finds is read
 * from its status lines (GnuPG, doc/DETAILS), never from its messages or its exit status, which is
 * 0 even for a key that has expired.
 */
public final class Gpgv {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** 1 is a bad signature, 2 any other trouble: both are told by the status lines, too. */
    private static final Set<Integer> STATUSES = Set.of(0, 1, 2);

    private final ProcessRunner runner;

    public Gpgv(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Checks a file with a detached signature.
     *
     * @param keyring binary, see {@link Keyring}
     * @param home a private folder
     */
    public Signatures detached(Path keyring, Path home, Path signature, Path file)
            throws HostException, InterruptedException {
        return run(keyring, home, List.of(signature.toString(), file.toString()));
    }

    /**
     * Checks a clear-signed file, and writes the text that was signed, and nothing else of it.
     *
     * @param keyring binary, see {@link Keyring}
     * @param home a private folder
     * @param text gets what was signed; worth nothing unless the signature is good
     */
    public Signatures clearSigned(Path keyring, Path home, Path file, Path text)
            throws HostException, InterruptedException {
        return run(keyring, home, List.of("--output", text.toString(), file.toString()));
    }

    /** A path with a colon is no path for gpgv; a bare name is one in its home. */
    private static String name(Path keyring, Path home) {
        Path file = keyring.toAbsolutePath();
        return file.toString().contains(":") && file.startsWith(home.toAbsolutePath())
                ? home.toAbsolutePath().relativize(file).toString()
                : file.toString();
    }

    private Signatures run(Path keyring, Path home, List<String> arguments)
            throws HostException, InterruptedException {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("--homedir", home.toString(), "--status-fd", "1"));
        all.addAll(List.of("--keyring", name(keyring, home)));
        all.addAll(arguments);
        Command command = Command.of(Program.GPGV, all).within(LIMIT).succeedingWith(STATUSES);
        try {
            return Signatures.parse(runner.run(command).output());
        } catch (MissingProgramException e) {
            throw new HostException(
                    "cannot check a signature: " + e.getMessage(),
                    Program.installLine(List.of(Program.GPGV)),
                    e);
        } catch (CommandException e) {
            throw new HostException("cannot check a signature: " + e.getMessage(), "", e);
        }
    }
}
