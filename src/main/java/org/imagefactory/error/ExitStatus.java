package org.imagefactory.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The documented exit statuses of the program; the only table of them. */
public enum ExitStatus {
    DONE(0, "everything asked for was done"),
    BUG(1, "a bug in image-factory; the log has the stack trace, please report it"),
    USAGE(2, "the command line is wrong"),
    CONFIGURATION(3, "the configuration or a file that it names is wrong"),
    HOST(4, "the host lacks something: a program, space, memory, access"),
    DOWNLOAD(5, "a download or its verification failed"),
    INSTALLATION(6, "the installation in the virtual machine failed"),
    TIME_LIMIT(7, "a time limit ended the build"),
    IMAGE_CHECK(8, "the installed image failed a check"),
    UPLOAD(9, "an upload failed"),
    HOOK(10, "a command of the user failed"),
    DIFFERENT(11, "two images differ"),
    HANGUP(129, "ended by SIGHUP"),
    INTERRUPTED(130, "ended by SIGINT (Ctrl-C)"),
    TERMINATED(143, "ended by SIGTERM");

    /**
     * The gravest first. A signal says that not everything was tried; after it come mistakes that
     * each night repeats until somebody corrects them, then what went wrong with one image, then
     * what may be better tomorrow.
     */
    private static final List<ExitStatus> BY_GRAVITY =
            List.of(
                    TERMINATED,
                    INTERRUPTED,
                    HANGUP,
                    BUG,
                    USAGE,
                    CONFIGURATION,
                    HOST,
                    TIME_LIMIT,
                    INSTALLATION,
                    IMAGE_CHECK,
                    DOWNLOAD,
                    UPLOAD,
                    HOOK,
                    DIFFERENT,
                    DONE);

    private final int code;
    private final String meaning;

    ExitStatus(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number that the process exits with. */
    public int code() {
        return code;
    }

    /** One clause for the manual page and for {@code --help}. */
    public String meaning() {
        return meaning;
    }

    /** All statuses, the gravest first, as the manual page lists them. */
    public static List<ExitStatus> byGravity() {
        return BY_GRAVITY;
    }

    /**
     * The status of a run that did several things.
     *
     * @param statuses of each; may be empty
     */
    public static ExitStatus worst(Collection<ExitStatus> statuses) {
        return statuses.stream().min(Comparator.comparingInt(BY_GRAVITY::indexOf)).orElse(DONE);
    }
}
