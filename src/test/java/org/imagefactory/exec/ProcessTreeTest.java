package org.imagefactory.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a process tree after a time limit or an interrupt: nothing. */
@Timeout(60)
class ProcessTreeTest {

    /** A grandchild that ignores SIGTERM and holds the pipes open. */
    private static final String STUBBORN =
            "sh -c 'trap \"\" TERM; echo $$ >pid; while :; do sleep 1; done' & wait";

    @TempDir Path folder;

    private final ProcessRunner runner =
            new CommonsExecRunner(
                    Map.of("PATH", "/usr/bin:/bin"), Duration.ofMillis(300), new PlainCommandLog());

    @AfterEach
    void nothingIsLeft() {
        assertThat(
                        ProcessHandle.current()
                                .descendants()
                                .filter(
                                        process ->
                                                process.info()
                                                        .command()
                                                        .orElse("")
                                                        .endsWith("sleep")))
                .isEmpty();
    }

    @Test
    void timeLimitKillsGrandchildrenThatIgnoreTerm() throws Exception {
        Command command = sh("echo begun; " + STUBBORN).within(Duration.ofSeconds(2));
        long start = System.nanoTime();
        assertThatThrownBy(() -> runner.run(command))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageContaining("killed after 2 s: begun");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        assertThat(ProcessHandle.of(pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void interruptKillsTheTree() throws Exception {
        CompletableFuture<Boolean> flagAfterwards = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                runner.run(sh(STUBBORN));
                                flagAfterwards.completeExceptionally(new AssertionError("ended"));
                            } catch (InterruptedException e) {
                                flagAfterwards.complete(Thread.currentThread().isInterrupted());
                            } catch (CommandException e) {
                                flagAfterwards.completeExceptionally(e);
                            }
                        });
        thread.start();
        long pid = pid();
        thread.interrupt();
        assertThat(flagAfterwards.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void anInterruptBeforeTheStartStartsNothing() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> runner.run(sh("touch made")))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(folder.resolve("made")).doesNotExist();
    }

    @Test
    void aDescendantThatHoldsThePipeDoesNotHoldTheCaller() throws Exception {
        CommandResult result = runner.run(sh("sleep 25 & echo $! >pid; echo done"));
        assertThat(result.output()).containsExactly("done");
        assertThat(result.duration()).isLessThan(Duration.ofSeconds(15));
        // Not ours any more, and perhaps meant to stay: a daemon that the command started.
        ProcessHandle stray = ProcessHandle.of(pid()).orElseThrow();
        assertThat(stray.isAlive()).isTrue();
        stray.destroyForcibly();
        stray.onExit().get(10, TimeUnit.SECONDS);
    }

    private Command sh(String script) {
        return Command.of("sh", "-c", script).in(folder);
    }

    private long pid() throws InterruptedException {
        Path file = folder.resolve("pid");
        for (int i = 0; i < 1000; i++) {
            String text = read(file).strip();
            if (!text.isEmpty()) {
                return Long.parseLong(text);
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no process");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
