package org.imagefactory.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.imagefactory.console.Question.Sureness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuestionTimerTest {

    private final QuestionTimer timer = new QuestionTimer();

    @ParameterizedTest
    @EnumSource(Sureness.class)
    void believesWhatStaysTheSameLongEnough(Sureness sureness) {
        Optional<Question> question = question(sureness, "Which?");
        long needed = sureness.seconds();

        assertThat(believed(question, 100, 100)).isEmpty();
        assertThat(believed(question, 100 + needed - 1, 100)).isEmpty();
        assertThat(believed(question, 100 + needed, 100)).isEqualTo(question);
        assertThat(needed).isLessThan(60);
    }

    @Test
    void anotherQuestionStartsTheTimeAgain() {
        believed(question(Sureness.CERTAIN, "continuing in 9 s"), 0, 0);
        believed(question(Sureness.CERTAIN, "continuing in 8 s"), 9, 0);

        assertThat(believed(question(Sureness.CERTAIN, "continuing in 8 s"), 11, 0)).isEmpty();
        assertThat(believed(question(Sureness.CERTAIN, "continuing in 8 s"), 19, 0)).isPresent();
    }

    @Test
    void aQuestionThatWentAwayIsForgotten() {
        Optional<Question> question = question(Sureness.CERTAIN, "Which?");
        believed(question, 0, 0);
        assertThat(believed(Optional.empty(), 9, 0)).isEmpty();
        assertThat(believed(question, 11, 0)).isEmpty();
    }

    @Test
    void aPromptOfABusySystemIsNone() {
        Optional<Question> prompt = question(Sureness.IF_IDLE, "localhost login:");
        believed(prompt, 0, 0);

        assertThat(believed(prompt, 500, 5)).isEmpty();
        assertThat(believed(prompt, 530, 35)).isPresent();
    }

    private Optional<Question> believed(Optional<Question> question, long now, long idle) {
        return timer.believed(
                question, TimeUnit.SECONDS.toNanos(now), TimeUnit.SECONDS.toNanos(idle));
    }

    private static Optional<Question> question(Sureness sureness, String text) {
        return Optional.of(new Question(Optional.empty(), sureness, text, Optional.empty()));
    }
}
