package org.imagefactory.console;

import java.time.Duration;
import java.util.Optional;

/**
 * Believes a question when it has stood on the console for long enough. A page that counts down or
 * goes on by itself changes its text and starts the time again.
 */
public final class QuestionTimer {

    private Optional<Question> current = Optional.empty();
    private long since;

    /**
     * @param question on the console now
     * @param now on a clock that never jumps, in nanoseconds
     * @param idle for how long the guest has shown no sign of work, in nanoseconds
     * @return the question, if it is believed
     */
    public Optional<Question> believed(Optional<Question> question, long now, long idle) {
        if (!question.map(Question::text).equals(current.map(Question::text))) {
            current = question;
            since = now;
        }
        return current.filter(asked -> isSettled(asked.sureness(), now - since, idle));
    }

    private static boolean isSettled(Question.Sureness sureness, long age, long idle) {
        long needed = Duration.ofSeconds(sureness.seconds()).toNanos();
        return age >= needed && (sureness != Question.Sureness.IF_IDLE || idle >= needed);
    }
}
