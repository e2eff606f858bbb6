package org.imagefactory.exec;

import java.time.Duration;

/**
 * Hears of every command of a runner, from several threads. Its methods must be quick and must not
 * throw.
 */
public interface CommandLog {

    /** Why a command is killed. */
    enum Reason {
        TIME_LIMIT("time limit reached"),
        UNREADABLE("its output cannot be read"),
        INTERRUPT("interrupted");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /**
     * @param command its text is quoted for a shell, without secrets
     */
    void started(Command command);

    /**
     * @param line that it printed, without secrets and control characters
     */
    void printed(Command command, String line);

    /**
     * @param result its exit status, for people
     * @param duration wall time
     */
    void ended(Command command, String result, Duration duration);

    /** It has not ended by itself. */
    void killed(Command command, Reason reason);
}
