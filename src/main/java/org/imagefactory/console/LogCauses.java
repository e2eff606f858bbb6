package org.imagefactory.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the lines of an installer's log that explain a failure: errors of apt and debootstrap
 * ({@code E: …}), of programs ({@code error: …}, {@code … failed with error code 1}), messages of a
 * level of errors (anaconda, YaST, Agama), and of a Python traceback its place and its end.
 *
 * <p>Lines of the kernel do not count: an installer tries many drivers.
 */
final class LogCauses {

    private static final int MOST = 5;
    private static final int LONGEST = 300;

    /** A traceback that has not ended by then is none. */
    private static final int TRACEBACK_LINES = 200;

    /** What a log puts before a message; nobody needs the time of a failure to the second. */
    private static final Pattern TIME =
            Pattern.compile(
                    "^(?:[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} |[0-9]{4}-[0-9-]{5}[T ][0-9:.,+Z]{8,24} )");

    private static final Pattern ERROR =
            Pattern.compile(
                    "(?:^|[ :\\]>])E: "
                            + "|\\b[Ee]rror:|\\bERROR\\b|\\bCRITICAL\\b|\\bCRT\\b|\\bERR\\b"
                            + "|\\bFAIL(?:ED)?\\b|<3> "
                            + "|failed with (?:error code|exit code|status) [1-9]"
                            + "|[Nn]o space left on device"
                            + "|exiting on error");

    private static final Pattern KERNEL = Pattern.compile("\\bkernel: ");
    private static final String TRACEBACK = "Traceback (most recent call last)";
    private static final Pattern PLACE = Pattern.compile("File \"[^\"]{1,200}\", line [0-9]+");
    private static final Pattern EXCEPTION =
            Pattern.compile(
                    "(?:^|[ :\\]])[A-Za-z_][A-Za-z0-9_.]{0,100}(?:Error|Exception|Failure|Interrupt|Exit)(?::|$)");

    /** wget tells in a line of its own what it could not get. */
    private static final Pattern WGET = Pattern.compile("\\b(?:https?|ftp)://\\S{1,500}:$");

    /** The time of wget's own, which would make two lines of each attempt. */
    private static final Pattern WGET_TIME =
            Pattern.compile("\\b[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} (?=ERROR )");

    private final Deque<String> causes = new ArrayDeque<>();
    private String before = "";
    private int inTraceback;
    private String place = "";

    void add(String line) {
        if (line.contains(TRACEBACK)) {
            inTraceback = TRACEBACK_LINES;
            place = "";
            return;
        }
        if (inTraceback > 0) {
            inTraceback--;
            if (PLACE.matcher(line).find()) {
                place = line;
                return;
            }
            if (EXCEPTION.matcher(line).find()) {
                inTraceback = 0;
                keep(place);
                keep(line);
                return;
            }
        }
        if (ERROR.matcher(line).find() && !KERNEL.matcher(line).find()) {
            if (WGET.matcher(before).find()) {
                keep(before);
            }
            keep(line);
        }
        before = line;
    }

    /** Oldest first. */
    List<String> last() {
        return new ArrayList<>(causes);
    }

    private void keep(String line) {
        String cause =
                WGET_TIME.matcher(TIME.matcher(line).replaceFirst("")).replaceFirst("").strip();
        String cut = cause.length() <= LONGEST ? cause : cause.substring(0, LONGEST - 1) + "…";
        if (cut.isEmpty() || causes.contains(cut)) {
            return;
        }
        causes.addLast(cut);
        if (causes.size() > MOST) {
            causes.removeFirst();
        }
    }
}
