package org.imagefactory.clouds;

import java.util.OptionalInt;
import org.imagefactory.report.BuildListener;

/** Tells how far plugins are with one thing: each percent once, and never that it went back. */
final class RisingProgress {

    private final BuildListener listener;
    private final String subject;
    private int percent = -1;

    /**
     * @param subject what it is, for people
     */
    RisingProgress(BuildListener listener, String subject) {
        this.listener = listener;
        this.subject = subject;
    }

    /**
     * @param fractionDone from 0 to 1
     */
    void tell(String activity, double fractionDone) {
        int now = (int) (100 * fractionDone);
        if (now > percent) {
            percent = now;
            listener.progress(subject + ": " + activity, OptionalInt.of(now));
        }
    }
}
