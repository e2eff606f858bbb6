package org.imagefactory.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With builds that go on until the test lets them end. */
@Timeout(120)
class BuildQueueTest {

    private static final Demand SMALL = new Demand(new DataSize(1), 1, Set.of());

    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Map<String, CountDownLatch> starts = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final BuildQueue<String> queue =
            new BuildQueue<>(2, new Budget(new DataSize(2), 2), 3, Optional::empty, told::add);

    @AfterEach
    void close() {
        queue.cancelAll(ExitStatus.TERMINATED);
        queue.close();
    }

    @Test
    void takesWorkWhileItRuns() throws Exception {
        BuildHandle<String> a = submit("a", SMALL);
        awaitStart("a");
        BuildHandle<String> b = submit("b", SMALL);
        awaitStart("b");

        end("b");
        assertThat(b.await()).contains("b done");
        assertThat(a.isOver()).isFalse();
        end("a");
        assertThat(a.await()).contains("a done");
        BuildHandle<String> c = submit("c", SMALL);
        end("c");
        assertThat(c.await()).contains("c done");
    }

    @Test
    void theBudgetHoldsForAllThatRun() throws Exception {
        submit("a", new Demand(new DataSize(2), 1, Set.of()));
        awaitStart("a");
        BuildHandle<String> b = submit("b", SMALL);
        BuildHandle<String> c = submit("c", SMALL);
        end("b");
        end("c");
        assertThat(told.take()).isEqualTo("b waits for what other builds have taken");
        assertThat(begun).containsExactly("a");

        end("a");

        assertThat(b.await()).contains("b done");
        assertThat(c.await()).contains("c done");
    }

    @Test
    void whatWaitsAndIsCancelledNeverBegins() throws Exception {
        Demand big = new Demand(new DataSize(2), 2, Set.of());
        BuildHandle<String> a = submit("a", big);
        awaitStart("a");
        BuildHandle<String> b = submit("b", big);
        BuildHandle<String> c = submit("c", big);

        b.cancel(ExitStatus.TERMINATED);

        assertThat(b.isOver()).isTrue();
        assertThat(b.await()).isEmpty();
        end("a");
        end("c");
        assertThat(a.await()).contains("a done");
        assertThat(c.await()).contains("c done");
        assertThat(begun).containsExactly("a", "c");
    }

    /** Even what stood first, and so kept others waiting. */
    @Test
    void whatIsCancelledHoldsUpNobody() throws Exception {
        submit("a", SMALL);
        awaitStart("a");
        BuildHandle<String> big = submit("big", new Demand(new DataSize(2), 2, Set.of()));
        submit("b", SMALL);

        big.cancel(ExitStatus.TERMINATED);

        awaitStart("b");
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void oneOfTwoIsCancelledAndTheOtherFinishes() throws Exception {
        BuildHandle<String> a = submit("a", SMALL);
        BuildHandle<String> b = submit("b", SMALL);
        awaitStart("a");
        awaitStart("b");

        a.cancel(ExitStatus.HANGUP);
        a.cancel(ExitStatus.TERMINATED);

        assertThat(a.await()).contains("a cancelled by HANGUP");
        end("b");
        assertThat(b.await()).contains("b done");
        b.cancel(ExitStatus.HANGUP);
        assertThat(b.await()).contains("b done");
    }

    @Test
    void allAreCancelled() throws Exception {
        BuildHandle<String> a = submit("a", SMALL);
        awaitStart("a");
        BuildHandle<String> b = submit("b", new Demand(new DataSize(2), 2, Set.of()));

        queue.cancelAll(ExitStatus.TERMINATED);

        assertThat(a.await()).contains("a cancelled by TERMINATED");
        assertThat(b.await()).isEmpty();
    }

    @Test
    void tooManyAreRefused() throws Exception {
        submit("a", new Demand(new DataSize(2), 2, Set.of()));
        awaitStart("a");
        for (String image : List.of("b", "c", "d")) {
            submit(image, SMALL);
        }

        assertThatThrownBy(() -> submit("e", SMALL))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("3 builds are waiting");
    }

    @Test
    void aBugEndsItsBuildOnly() throws Exception {
        BuildHandle<String> bug =
                queue.submit(
                        new Order<>(
                                BuildId.random(),
                                "bug",
                                SMALL,
                                cancellation -> {
                                    throw new IllegalStateException("oops");
                                }));
        BuildHandle<String> a = submit("a", SMALL);
        end("a");

        assertThatThrownBy(bug::await)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("oops");
        assertThat(a.await()).contains("a done");
    }

    @Test
    void aClosedQueueFinishesWhatItHas() throws Exception {
        BuildHandle<String> a = submit("a", SMALL);
        awaitStart("a");

        queue.close();

        assertThatThrownBy(() -> submit("b", SMALL)).isInstanceOf(IllegalStateException.class);
        end("a");
        assertThat(a.await()).contains("a done");
    }

    private BuildHandle<String> submit(String image, Demand demand) throws HostException {
        return queue.submit(
                new Order<>(
                        BuildId.random(),
                        image,
                        demand,
                        cancellation -> work(image, cancellation)));
    }

    private String work(String image, Cancellation cancellation) {
        begun.add(image);
        latch(starts, image).countDown();
        try {
            latch(gates, image).await();
            return image + " done";
        } catch (InterruptedException e) {
            return image + " cancelled by " + cancellation.status();
        }
    }

    private void awaitStart(String image) throws InterruptedException {
        latch(starts, image).await();
    }

    private void end(String image) {
        latch(gates, image).countDown();
    }

    private static CountDownLatch latch(Map<String, CountDownLatch> latches, String image) {
        return latches.computeIfAbsent(image, name -> new CountDownLatch(1));
    }
}
