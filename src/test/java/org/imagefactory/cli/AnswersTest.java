package org.imagefactory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AnswersTest {

    @Test
    void inTheOrderOfTheQuestions() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        Callable<String> slow =
                () -> {
                    second.await();
                    return "first";
                };
        Callable<String> quick =
                () -> {
                    second.countDown();
                    return "second";
                };
        try (Answers<String> answers = new Answers<>(2, List.of(slow, quick))) {
            assertThat(answers.next()).isEqualTo("first");
            assertThat(answers.next()).isEqualTo("second");
        }
    }

    @Test
    void anErrorIsThatOfWhoAsks() {
        Callable<String> large =
                () -> {
                    throw new OutOfMemoryError("of a test");
                };
        try (Answers<String> answers = new Answers<>(2, List.of(large))) {
            assertThatThrownBy(answers::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    /** As a signal interrupts the program. */
    @Test
    void closingWaitsForWhatItEnds() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean undone = new AtomicBoolean();
        Callable<String> endless =
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return "";
                    } finally {
                        undone.set(true);
                    }
                };
        try (Answers<String> answers = new Answers<>(1, List.of(endless, endless))) {
            begun.await();
            Thread.currentThread().interrupt();
            assertThatThrownBy(answers::next).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(undone).isTrue();
    }
}
