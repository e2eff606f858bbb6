package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.imagefactory.error.HostException;
import org.imagefactory.error.TimeLimitException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.spec.Limits;
import org.junit.jupiter.api.Test;

/** What ends an installation that does not end by itself. */
class InstallLimitsTest extends InstallCase {

    @Test
    void endsASilentInstallation() {
        guest(
                console -> {
                    console.write("\u001b[31mDownload failed\u001b[0m\r\nPrompt: default=1> ");
                    forEver();
                });

        assertThatThrownBy(() -> install(new Limits(FAR, Duration.ofMillis(800))))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("(‹inactivity-limit›)")
                .hasMessageEndingWith("  Download failed\n  Prompt: default=1>");
    }

    @Test
    void aRedrawnClockDoesNotKeepItAlive() {
        guest(
                console -> {
                    for (int i = 0; ; i++) {
                        console.write(
                                "\u001b[H[ (1*installer) ][ Nov 22 22:%02d ]".formatted(i % 60));
                        Thread.sleep(20);
                    }
                });

        assertThatThrownBy(() -> install(new Limits(FAR, Duration.ofMillis(800))))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("(‹inactivity-limit›)");
    }

    @Test
    void endsABusyInstallationThatTakesTooLong() {
        guest(
                console -> {
                    for (int i = 0; ; i++) {
                        console.write("x" + "abcdefghij".charAt(i % 10) + "y\n");
                        Thread.sleep(20);
                    }
                });

        assertThatThrownBy(() -> install(new Limits(Duration.ofMillis(800), FAR)))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("(‹installation-limit›)");
    }

    @Test
    void aWorkingDiskKeepsASilentInstallationAlive() throws Exception {
        AtomicLong clock = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        runner.on(
                "domstats",
                (command, listener) ->
                        RecordingRunner.print(
                                        "state.state=1", "block.0.wr.bytes=" + bytes.addAndGet(512))
                                .to(command, listener));
        CountDownLatch off = new CountDownLatch(1);
        guest(console -> off.await());

        Duration step = Duration.ofMinutes(5);
        install(
                new Limits(FAR, Duration.ofMinutes(9)),
                () -> {
                    if (bytes.get() >= 512 * 8) {
                        off.countDown();
                    }
                    return clock.addAndGet(step.toNanos());
                });

        assertThat(bytes.get()).isGreaterThanOrEqualTo(512 * 8);
    }

    @Test
    void anEngineThatHangsDoesNotHoldTheLimitsBack() {
        AtomicLong clock = new AtomicLong();
        runner.on(
                "domstats",
                (command, listener) -> {
                    forEver();
                    throw new AssertionError();
                });
        guest(console -> forEver());

        assertThatThrownBy(
                        () ->
                                install(
                                        new Limits(FAR, Duration.ofMinutes(9)),
                                        () -> clock.addAndGet(Duration.ofMinutes(1).toNanos())))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("(‹inactivity-limit›)");
    }

    @Test
    void aFewPacketsAreNoTraffic() {
        AtomicLong clock = new AtomicLong();
        AtomicLong packets = new AtomicLong();
        runner.on(
                "x-query-virtio-queue-status",
                (command, listener) ->
                        RecordingRunner.print("\"used-idx\":" + packets.incrementAndGet())
                                .to(command, listener));
        guest(console -> forEver());

        Duration step = Duration.ofMinutes(1);
        assertThatThrownBy(
                        () ->
                                install(
                                        new Limits(FAR, Duration.ofMinutes(9)),
                                        () -> clock.addAndGet(step.toNanos())))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("(‹inactivity-limit›)");
    }

    @Test
    void aFullHostIsTheHostsFault() {
        AtomicLong clock = new AtomicLong();
        runner.printing("domstats", "state.state=3", "state.reason=5");
        guest(console -> forEver());

        assertThatThrownBy(
                        () ->
                                install(
                                        new Limits(FAR, FAR),
                                        () -> clock.addAndGet(Duration.ofMinutes(1).toNanos())))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("could not be written");
    }

    @Test
    void theConsoleNeverAppears() {
        runner.on(
                "virt-install",
                (command, listener) -> {
                    forEver();
                    throw new AssertionError();
                });

        assertThatThrownBy(() -> install(new Limits(FAR, Duration.ofMillis(500))))
                .isInstanceOf(TimeLimitException.class)
                .hasMessageContaining("showed nothing on the serial console");
    }
}
