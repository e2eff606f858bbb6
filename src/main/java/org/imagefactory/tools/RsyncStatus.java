package org.imagefactory.tools;

import java.util.List;
import java.util.Locale;

/**
 * What rsync's exit statuses mean, after "EXIT VALUES" in rsync(1), and whether it is worth trying
 * again: yes where the network or the other side's daemon may be back in a minute, no where
 * somebody has to change something first.
 */
enum RsyncStatus {
    USAGE(
            1,
            false,
            "syntax or usage error, or the module refuses it (read-only, option not allowed)"),
    PROTOCOL(2, false, "the two rsync versions do not fit together"),
    FILE_SELECTION(3, false, "a file or folder cannot be selected: does the target folder exist?"),
    UNSUPPORTED(4, false, "an action that one side does not support"),
    START_PROTOCOL(5, false, "the daemon refused: no such module, or wrong user or password"),
    DAEMON_LOG(6, false, "the daemon cannot write its log"),
    SOCKET(10, true, "no connection, or it broke"),
    FILE_IO(11, false, "reading or writing a file failed: target missing or disk full?"),
    DATA_STREAM(12, true, "the connection broke in the middle"),
    DIAGNOSTICS(13, false, "an error in the program's own messages"),
    IPC(14, false, "an error between rsync's processes: is the remote shell installed?"),
    SIGNAL(20, false, "it was stopped by a signal"),
    WAIT(21, false, "an error while waiting for a process"),
    MEMORY(22, false, "out of memory"),
    PARTIAL(23, false, "some files were not transferred: no permission at the target?"),
    VANISHED(24, false, "a file vanished while it was read"),
    DELETE_LIMIT(25, false, "the limit for deletions stopped it"),
    TIMEOUT(30, true, "no data came for too long"),
    CONNECT_TIMEOUT(35, true, "the daemon did not answer in time"),
    REMOTE_FAILED(124, false, "the remote command failed"),
    REMOTE_KILLED(125, false, "the remote command was killed"),
    REMOTE_NOT_RUN(126, false, "the remote command cannot be run"),
    REMOTE_MISSING(127, false, "rsync is not installed on the other side"),
    REMOTE_SHELL(255, true, "the remote shell (ssh) failed");

    /** Texts that make a transient status final: another try meets the same answer. */
    private static final List<String> FINAL_TEXTS =
            List.of(
                    "permission denied",
                    "host key verification failed",
                    "remote host identification has changed",
                    "too many authentication failures",
                    "no matching host key type",
                    "name or service not known",
                    "command not found",
                    "no such file or directory",
                    "no space left on device",
                    "unknown module",
                    "auth failed",
                    "unknown option",
                    "read only");

    /** Texts that make a final status transient. */
    private static final List<String> TRANSIENT_TEXTS =
            List.of("max connections", "temporary failure in name resolution");

    private final int code;
    private final boolean usuallyTransient;
    private final String meaning;

    RsyncStatus(int code, boolean usuallyTransient, String meaning) {
        this.code = code;
        this.usuallyTransient = usuallyTransient;
        this.meaning = meaning;
    }

    /** The status in words. */
    static String meaning(int code) {
        for (RsyncStatus status : values()) {
            if (status.code == code) {
                return status.meaning;
            }
        }
        return "an unknown error";
    }

    /**
     * Whether the same command may succeed a little later.
     *
     * @param lastLines what rsync printed, in English
     */
    static boolean worthRetrying(int code, List<String> lastLines) {
        String text = String.join("\n", lastLines).toLowerCase(Locale.ROOT);
        if (TRANSIENT_TEXTS.stream().anyMatch(text::contains)) {
            return true;
        }
        boolean known = false;
        for (RsyncStatus status : values()) {
            known |= status.code == code && status.usuallyTransient;
        }
        return known && FINAL_TEXTS.stream().noneMatch(text::contains);
    }
}
