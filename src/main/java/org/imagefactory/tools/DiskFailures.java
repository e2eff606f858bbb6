package org.imagefactory.tools;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.TimeLimitException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.CommandTimeoutException;

/** Tells whose fault it is when work on a disk file fails. */
public final class DiskFailures {

    private static final int LAST_LINES = 10;

    private static final List<String> FULL = List.of("No space left on device", "quota exceeded");

    private DiskFailures() {}

    /**
     * @param doing what was being done, like "converting the image"
     * @param folder that the program worked in
     */
    public static BuildException command(String doing, Path folder, CommandException failure) {
        if (isFull(failure)) {
            return full(doing, folder, failure);
        }
        if (failure instanceof CommandTimeoutException) {
            return new TimeLimitException(doing + ": " + failure.getMessage(), "", failure);
        }
        return new HostException(doing + ": " + failure.getMessage(), "", failure);
    }

    /** What it summed up; the log has all. */
    private static String lastOf(List<String> lines) {
        return lines.stream()
                .skip(Math.max(0, lines.size() - LAST_LINES))
                .collect(Collectors.joining("\n"));
    }

    /** A failure of e2fsck, whose status tells a damaged file system from a broken host. */
    public static BuildException check(String what, Path folder, CommandException failure) {
        String doing = "checking " + what;
        if (failure instanceof CommandFailedException failed
                && E2fsck.isDamage(failed.exitStatus())
                && failed.lastLines().stream().noneMatch(DiskFailures::isFull)) {
            return new ImageCheckException(
                    "%s is damaged (e2fsck ended with status %d):\n%s"
                            .formatted(what, failed.exitStatus(), lastOf(failed.lastLines())),
                    "look at the installer's console output for disk errors, check this host's"
                            + " disk and memory, and build again",
                    failure);
        }
        return command(doing, folder, failure);
    }

    /**
     * @param doing what was being done
     * @param folder that was written to or read from
     * @throws InterruptedException the failure is only how Java tells of an interrupt
     */
    public static BuildException io(String doing, Path folder, IOException failure)
            throws InterruptedException {
        if (failure instanceof ClosedByInterruptException) {
            Thread.interrupted();
            throw new InterruptedException();
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof DamagedFileSystemException) {
            return new ImageCheckException(
                    "%s: the file system cannot be read: %s".formatted(doing, message),
                    "'e2fsck -fn' tells more about its damage",
                    failure);
        }
        if (isFull(message)) {
            return full(doing, folder, failure);
        }
        return new HostException(doing + ": " + FileReason.withPath(failure), "", failure);
    }

    /** Whether a program says that it failed for want of room. */
    public static boolean isFull(CommandException failure) {
        return failure instanceof CommandFailedException failed
                && failed.lastLines().stream().anyMatch(DiskFailures::isFull);
    }

    private static boolean isFull(String text) {
        return FULL.stream().anyMatch(text::contains);
    }

    private static HostException full(String doing, Path folder, Exception failure) {
        return new HostException(
                "%s: no space left in %s".formatted(doing, folder),
                "free some space there, or build in a folder on a larger file system",
                failure);
    }
}
