package org.imagefactory.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.imagefactory.build.Budget;
import org.imagefactory.build.BuildId;
import org.imagefactory.build.Demand;
import org.imagefactory.build.Order;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With builds that go on until the test lets them end. */
class BatchTest {

    private static final long LIMIT_SECONDS = 60;
    private static final Demand SMALL = demand(1, 1);

    private final List<Order<ImageResult>> orders = new ArrayList<>();
    private final Map<String, CountDownLatch> gates = new HashMap<>();

    /** Guarded by itself. */
    private final Set<String> running = new HashSet<>();

    private final List<String> begun = new ArrayList<>();

    /** Who ran when somebody began. */
    private final Set<Set<String>> together = new HashSet<>();

    private volatile boolean cancelled;

    @AfterEach
    void letGo() {
        gates.values().forEach(CountDownLatch::countDown);
    }

    @Test
    void oneAfterAnotherInTheOrderGiven() throws Exception {
        List.of("c", "a", "b").forEach(image -> order(image, SMALL));
        FutureTask<List<ImageResult>> run = start(1, budget(100, 100));

        for (String image : List.of("c", "a", "b")) {
            awaitRunning(image);
            end(image);
        }

        assertThat(images(run)).containsExactly("c", "a", "b");
        assertThat(begun).containsExactly("c", "a", "b");
    }

    @Test
    void asManyAsThereAreJobs() throws Exception {
        List.of("a", "b", "c").forEach(image -> order(image, SMALL));
        FutureTask<List<ImageResult>> run = start(2, budget(100, 100));

        awaitRunning("a", "b");
        end("b");
        awaitRunning("a", "c");
        end("a");
        end("c");

        assertThat(images(run)).containsExactly("a", "b", "c");
    }

    @ParameterizedTest(name = "{0} GiB and {1} cores")
    @CsvSource({"5, 100", "100, 5"})
    void noMoreThanTheHostBears(int memory, int cores) throws Exception {
        order("a", demand(2, 2));
        order("b", demand(3, 3));
        order("c", SMALL);
        FutureTask<List<ImageResult>> run = start(3, budget(memory, cores));

        awaitRunning("a", "b");
        end("a");
        awaitRunning("b", "c");
        end("b");
        end("c");

        assertThat(images(run)).hasSize(3);
        assertThat(together).contains(Set.of("b", "c")).noneMatch(all -> all.size() > 2);
    }

    @Test
    void whatIsTooBigRunsAlone() throws Exception {
        order("a", SMALL);
        order("big", demand(50, 1));
        order("b", SMALL);
        order("c", SMALL);
        FutureTask<List<ImageResult>> run = start(3, budget(10, 10));

        // Nobody overtakes: there would be room for b beside a.
        awaitRunning("a");
        end("a");
        awaitRunning("big");
        end("big");
        awaitRunning("b", "c");
        end("b");
        end("c");

        assertThat(images(run)).hasSize(4);
        assertThat(begun.subList(0, 2)).containsExactly("a", "big");
        assertThat(together)
                .noneMatch(all -> all.contains("a") && all.size() > 1)
                .noneMatch(all -> all.contains("big") && all.size() > 1);
    }

    @Test
    void whatOnlyOneCanHaveIsNotShared() throws Exception {
        order("a", new Demand(new DataSize(1), 1, Set.of("port 1", "port 2")));
        order("b", new Demand(new DataSize(1), 1, Set.of("port 2")));
        order("c", new Demand(new DataSize(1), 1, Set.of("port 1")));
        FutureTask<List<ImageResult>> run = start(3, budget(100, 100));

        awaitRunning("a");
        end("a");
        awaitRunning("b", "c");
        end("b");
        end("c");

        assertThat(images(run)).hasSize(3);
        assertThat(together).noneMatch(all -> all.contains("a") && all.size() > 1);
    }

    @Test
    void failuresStopNobody() throws Exception {
        orders.add(
                new Order<>(
                        BuildId.random(),
                        "fails",
                        SMALL,
                        cancellation ->
                                ImageResult.failed(
                                        "fails", new Outcome(ExitStatus.UPLOAD, "no", ""))));
        orders.add(
                new Order<>(
                        BuildId.random(),
                        "bug",
                        SMALL,
                        cancellation -> {
                            throw new IllegalStateException("oops");
                        }));
        order("good", SMALL);
        FutureTask<List<ImageResult>> run = start(1, budget(1, 1));

        awaitRunning("good");
        end("good");

        assertThat(result(run))
                .extracting(row -> row.outcome().status())
                .containsExactly(ExitStatus.UPLOAD, ExitStatus.BUG, ExitStatus.DONE);
        assertThat(result(run).get(1).outcome().message()).contains("oops");
    }

    @Test
    void anInterruptEndsWhatRunsAndStartsNothingMore() throws Exception {
        List.of("a", "b", "c").forEach(image -> order(image, SMALL));
        Batch batch = batch(2, budget(100, 100));
        boolean[] stillInterrupted = {false};
        FutureTask<List<ImageResult>> run =
                new FutureTask<>(
                        () -> {
                            List<ImageResult> rows = batch.run(orders);
                            stillInterrupted[0] = Thread.currentThread().isInterrupted();
                            return rows;
                        });
        Thread thread = new Thread(run);
        thread.start();
        awaitRunning("a", "b");

        cancelled = true;
        thread.interrupt();

        assertThat(result(run))
                .extracting(ImageResult::word)
                .containsExactly("cancelled", "cancelled", ImageResult.NOT_STARTED);
        assertThat(result(run))
                .extracting(row -> row.outcome().status())
                .containsOnly(ExitStatus.TERMINATED);
        assertThat(stillInterrupted[0]).isTrue();
        assertThat(begun).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void anInterruptedQueueEndsAtOnce() throws Exception {
        order("a", SMALL);
        FutureTask<List<ImageResult>> run =
                new FutureTask<>(
                        () -> {
                            Thread.currentThread().interrupt();
                            return batch(1, budget(1, 1)).run(orders);
                        });
        new Thread(run).start();

        assertThat(result(run))
                .extracting(ImageResult::word)
                .containsExactly(ImageResult.NOT_STARTED);
        assertThat(begun).isEmpty();
    }

    @Test
    void nothingToDo() {
        assertThat(batch(1, budget(1, 1)).run(List.of())).isEmpty();
    }

    private static Demand demand(long memory, int cores) {
        return new Demand(new DataSize(memory), cores, Set.of());
    }

    private static Budget budget(long memory, int cores) {
        return new Budget(new DataSize(memory), cores);
    }

    private Batch batch(int jobs, Budget budget) {
        return new Batch(
                jobs,
                budget,
                () -> cancelled ? Optional.of(ExitStatus.TERMINATED) : Optional.empty());
    }

    private void order(String image, Demand demand) {
        gates.put(image, new CountDownLatch(1));
        orders.add(new Order<>(BuildId.random(), image, demand, cancellation -> build(image)));
    }

    private FutureTask<List<ImageResult>> start(int jobs, Budget budget) {
        FutureTask<List<ImageResult>> run = new FutureTask<>(() -> batch(jobs, budget).run(orders));
        new Thread(run).start();
        return run;
    }

    private ImageResult build(String image) {
        synchronized (running) {
            running.add(image);
            begun.add(image);
            together.add(Set.copyOf(running));
            running.notifyAll();
        }
        Outcome outcome = Outcome.SUCCESS;
        try {
            gates.get(image).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = new Outcome(ExitStatus.TERMINATED, "cancelled", "");
        }
        synchronized (running) {
            running.remove(image);
        }
        return ImageResult.failed(image, outcome);
    }

    /** Waits until exactly these run: more would be seen, because nothing ends meanwhile. */
    private void awaitRunning(String... images) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        synchronized (running) {
            while (!running.equals(Set.of(images)) && System.nanoTime() < end) {
                running.wait(100);
            }
            assertThat(running).containsExactlyInAnyOrder(images);
        }
    }

    private void end(String image) {
        gates.get(image).countDown();
    }

    private static List<ImageResult> result(FutureTask<List<ImageResult>> run)
            throws InterruptedException, ExecutionException, TimeoutException {
        return run.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static List<String> images(FutureTask<List<ImageResult>> run) throws Exception {
        return result(run).stream().map(ImageResult::image).toList();
    }
}
