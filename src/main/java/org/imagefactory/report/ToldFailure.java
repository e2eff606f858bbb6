package org.imagefactory.report;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A failure for the log: the same trace, whose messages are in other words. It shows itself by the
 * name of what it tells of.
 */
final class ToldFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** A circle of causes ends here. */
    private static final int DEEPEST = 20;

    private ToldFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
    }

    /**
     * @param wording what is told instead of a text
     */
    static Throwable of(Throwable failure, UnaryOperator<String> wording) {
        return of(failure, wording, 0);
    }

    private static Throwable of(Throwable failure, UnaryOperator<String> wording, int depth) {
        Throwable cause = failure.getCause();
        ToldFailure told =
                new ToldFailure(
                        wording.apply(failure.toString()),
                        cause == null || depth == DEEPEST ? null : of(cause, wording, depth + 1));
        told.setStackTrace(failure.getStackTrace());
        if (depth < DEEPEST) {
            for (Throwable other : failure.getSuppressed()) {
                told.addSuppressed(of(other, wording, depth + 1));
            }
        }
        return told;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name is to be another, too
    public String toString() {
        return String.valueOf(getMessage());
    }
}
