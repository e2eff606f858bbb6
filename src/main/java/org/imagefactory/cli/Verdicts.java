package org.imagefactory.cli;

import java.io.PrintStream;
import org.imagefactory.config.Effective;
import org.imagefactory.error.Problem;
import org.imagefactory.terminal.Screen;

/**
 * Prints what was found out about images or files: {@code SUBJECT: SEVERITY: TEXT}, then advice.
 */
final class Verdicts {

    /** The severity of what is as it should be. */
    static final String OK = "ok";

    private static final String INDENT = "    ";

    private final PrintStream out;
    private final Screen screen;
    private final boolean quiet;

    /**
     * @param out standard output
     * @param screen whose status line makes room, where both are the same terminal
     * @param quiet whether only what is wrong is printed
     */
    Verdicts(PrintStream out, Screen screen, boolean quiet) {
        this.out = out;
        this.screen = screen;
        this.quiet = quiet;
    }

    /**
     * @param subject that it is about; may be empty
     * @param severity such as {@code ok}, {@code warning} or {@code error}
     * @param advice what to do; may be empty
     */
    void print(String subject, String severity, Problem problem, String advice) {
        screen.status("");
        if (quiet && severity.equals(OK)) {
            return;
        }
        String prefix = subject.isEmpty() ? "" : subject + ": ";
        out.println(prefix + severity + ": " + indented(Effective.tell(problem.toString())));
        if (!advice.isEmpty()) {
            out.println(INDENT + indented(Effective.tell(advice)));
        }
        out.flush();
    }

    private static String indented(String text) {
        return text.replace("\n", "\n" + INDENT);
    }
}
