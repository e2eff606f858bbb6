package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.netboot.fetch.Pace;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class InterruptTest {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 500_000);

    @TempDir Path folder;

    @Test
    void endsATransfer() throws Exception {
        endsWhile(
                new MockResponse.Builder()
                        .addHeader("ETag", "\"k1\"")
                        .body(new Buffer().write(KERNEL))
                        .throttleBody(20_000, 200, TimeUnit.MILLISECONDS)
                        .build());
        assertThat(folder.resolve("cache/debian-13/.part-linux")).isNotEmptyFile();
    }

    @Test
    void endsTheWaitForAnAnswer() throws Exception {
        endsWhile(new MockResponse.Builder().headersDelay(4, TimeUnit.SECONDS).build());
    }

    @Test
    void endsThePauseBetweenTries() throws Exception {
        endsWhile(new MockResponse.Builder().code(503).addHeader("Retry-After", "60").build());
    }

    private void endsWhile(MockResponse answer) throws Exception {
        CacheFixture fixture = new CacheFixture(folder);
        Duration minute = Duration.ofMinutes(1);
        fixture.limits =
                new NetbootLimits(
                        new TransferLimits(minute, minute, 5, Pace.DEFAULT),
                        new RetryPolicy(3, 3, minute, minute, minute),
                        minute);
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (TestMirror mirror = new TestMirror()) {
            mirror.script("/d/linux", answer);
            Thread build =
                    new Thread(
                            () -> {
                                try {
                                    fixture.provide(mirror, CacheFixture.NORMAL);
                                } catch (Exception e) {
                                    end.set(e);
                                }
                            });
            build.start();
            while (mirror.requests.isEmpty()) {
                Thread.sleep(10);
            }
            Thread.sleep(300);
            Instant interrupted = Instant.now();
            build.interrupt();
            build.join(5000);
            assertThat(Duration.between(interrupted, Instant.now()))
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            try (FolderLock lock =
                    CacheLock.acquire(
                            fixture.cache.toRealPath(), Duration.ZERO, fixture.events::add)) {
                assertThat(lock).isNotNull();
            }
        }
    }
}
