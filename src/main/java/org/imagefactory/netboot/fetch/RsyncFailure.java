package org.imagefactory.netboot.fetch;

import java.util.Locale;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.netboot.fetch.FetchException.Kind;

/** Explains rsync's exit status (rsync(1), EXIT VALUES). */
public final class RsyncFailure {

    private RsyncFailure() {}

    /**
     * @throws HostException this host is at fault, not the server
     */
    public static FetchException of(CommandFailedException failure, Command command)
            throws HostException {
        String output = String.join("\n", failure.lastLines());
        if (failure.exitStatus() == 11 || output.contains("No space left on device")) {
            throw new HostException(
                    "rsync cannot write into the cache: " + lastLine(failure),
                    "free some space in the cache folder, or choose another with --cache-dir",
                    failure);
        }
        String problem =
                "%s (rsync exit status %d: %s)"
                        .formatted(
                                meaning(failure.exitStatus()),
                                failure.exitStatus(),
                                lastLine(failure));
        FetchException told =
                new FetchException(kind(failure.exitStatus(), output), problem, advice(command));
        told.initCause(failure);
        return told;
    }

    private static Kind kind(int status, String output) {
        String text = output.toLowerCase(Locale.ROOT);
        return switch (status) {
            case 10, 35 -> Kind.UNREACHABLE;
            case 12, 30 -> Kind.TRANSIENT;
            // The daemon's refusals share a status; only a full house is worth another try.
            case 5 -> text.contains("max connections") ? Kind.TRANSIENT : Kind.FINAL;
            default -> Kind.FINAL;
        };
    }

    private static String meaning(int status) {
        return switch (status) {
            case 5 -> "the server refuses the transfer";
            case 10 -> "the server cannot be reached";
            case 12 -> "the transfer broke";
            case 23 -> "there is no such file, or it may not be read";
            case 30 -> "the server said nothing for too long";
            case 35 -> "the server did not answer in time";
            default -> "rsync failed";
        };
    }

    private static String advice(Command command) {
        return "check the URL and the mirror; to see it by hand: " + command;
    }

    /** rsync ends with a summary of little use; the line before it says what happened. */
    private static String lastLine(CommandFailedException failure) {
        String told = "no message";
        for (String line : failure.lastLines()) {
            if (!line.isBlank() && !line.startsWith("rsync error:")) {
                told = line.strip();
            }
        }
        return told;
    }
}
