package org.imagefactory.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.imagefactory.build.Budget;
import org.imagefactory.build.BuildEvents;
import org.imagefactory.build.BuildHandle;
import org.imagefactory.build.BuildId;
import org.imagefactory.build.BuildQueue;
import org.imagefactory.build.Demand;
import org.imagefactory.build.Order;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two builds at a time in one process, with one listener, each with a real command. */
@Timeout(120)
class TwoBuildsTest {

    @TempDir Path root;
    private final BuildQueue<BuildReport> queue =
            new BuildQueue<>(
                    2, new Budget(Budget.UNKNOWN_MEMORY, 2), 2, Optional::empty, text -> {});

    /** What is heard of each build. */
    private final Map<BuildId, List<BuildEvent>> heard = new ConcurrentHashMap<>();

    /** One for each build whose command runs. */
    private final CountDownLatch running = new CountDownLatch(2);

    private final BuildEvents listener = this::hear;

    @AfterEach
    void close() {
        queue.cancelAll(ExitStatus.TERMINATED);
        queue.close();
    }

    @Test
    void oneIsCancelledAndTheOtherFinishes() throws Exception {
        Path gate = root.resolve("gate");
        Nights first = nights("first", "echo I am first; sleep 1000");
        Nights second =
                nights(
                        "second",
                        "echo I am second; until [ -e '%s' ]; do sleep 0.1; done".formatted(gate));
        BuildHandle<BuildReport> one = submit(first);
        BuildHandle<BuildReport> other = submit(second);
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(root.resolve("first").toFile()).satisfies(TwoBuildsTest::tellsItsStep);

        one.cancel(ExitStatus.HANGUP);

        BuildReport cancelled = one.await().orElseThrow();
        assertThat(cancelled.outcome().status()).isEqualTo(ExitStatus.HANGUP);
        assertThat(first.left()).containsExactly("debian-13-2026-11-23.json");
        assertThat(other.isOver()).isFalse();
        Files.createFile(gate);
        assertThat(other.await().orElseThrow().outcome().succeeded()).isTrue();
        assertThat(second.left()).contains("debian-13-2026-11-23.qcow2");
        assertThat(lines(one)).containsExactly("I am first");
        assertThat(lines(other)).containsExactly("I am second");
        assertThat(heard.get(one.id()))
                .contains(new BuildEvent.CommandKilled("sh", "interrupted", true));
        assertThat(heard.get(other.id()))
                .contains(
                        new BuildEvent.CommandStarted(
                                "sh -c " + org.imagefactory.exec.ShellQuote.quote(second.script),
                                false))
                .anyMatch(BuildEvent.CommandEnded.class::isInstance);
    }

    /** For whoever looks at the build from outside. */
    private static void tellsItsStep(File folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.toPath())) {
            Path running = files.filter(f -> f.endsWith("running")).findFirst().orElseThrow();
            assertThat(Files.readAllLines(running)).hasSize(5).element(1).isNotEqualTo("0");
        }
    }

    private Nights nights(String folder, String script) throws Exception {
        Nights nights = new Nights(Files.createDirectory(root.resolve(folder)));
        nights.script = script;
        return nights;
    }

    private BuildHandle<BuildReport> submit(Nights nights) throws Exception {
        BuildId id = BuildId.random();
        nights.listener = listener.of(id);
        Demand demand = new Demand(Demand.NOTHING.memory(), 1, Demand.NOTHING.own());
        return queue.submit(
                new Order<>(
                        id,
                        "debian-13",
                        demand,
                        cancellation -> {
                            nights.cancellation = cancellation;
                            return nights.build(false);
                        }));
    }

    private void hear(BuildId build, BuildEvent event) {
        heard.computeIfAbsent(build, id -> new CopyOnWriteArrayList<>()).add(event);
        if (event instanceof BuildEvent.CommandOutput) {
            running.countDown();
        }
    }

    private List<String> lines(BuildHandle<BuildReport> build) {
        return heard.get(build.id()).stream()
                .filter(BuildEvent.CommandOutput.class::isInstance)
                .map(event -> ((BuildEvent.CommandOutput) event).line())
                .toList();
    }
}
