package org.imagefactory.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OnceTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private final Once<String, Integer> lengths =
            new Once<>(
                    text -> {
                        asked.add(text);
                        if (text.equals("slow")) {
                            begun.countDown();
                            go.await();
                        }
                        return text.length();
                    });

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoAsksTheSameWaitsAndOthersDoNot() throws Exception {
        Future<Integer> first = threads.submit(() -> lengths.answer("slow"));
        begun.await();
        Future<Integer> second = threads.submit(() -> lengths.answer("slow"));
        assertThat(lengths.answer("another")).isEqualTo(7);
        go.countDown();
        assertThat(first.get()).isEqualTo(4);
        assertThat(second.get()).isEqualTo(4);
        assertThat(asked).containsExactlyInAnyOrder("slow", "another");
    }

    @Test
    void afterAnInterruptTheNextOneAsksAgain() throws Exception {
        Future<Integer> first = threads.submit(() -> lengths.answer("slow"));
        begun.await();
        Future<Integer> second = threads.submit(() -> lengths.answer("slow"));
        assertThat(first.cancel(true)).isTrue();
        go.countDown();
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(asked).containsExactly("slow", "slow");
    }

    @Test
    void afterAFaultTheNextOneAsksAgain() throws Exception {
        Once<String, Integer> faulty =
                new Once<>(
                        text -> {
                            asked.add(text);
                            throw new IllegalStateException(text);
                        });
        assertThatThrownBy(() -> faulty.answer("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> faulty.answer("x")).isInstanceOf(IllegalStateException.class);
        assertThat(asked).hasSize(2);
    }
}
