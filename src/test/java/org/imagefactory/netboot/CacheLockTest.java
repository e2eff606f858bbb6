package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ChildJvm;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.report.BuildEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CacheLockTest {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 200_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 300_000);

    @TempDir Path folder;

    private static TestMirror slowMirror() throws Exception {
        TestMirror mirror = new TestMirror();
        mirror.put("/d/linux", KERNEL, "\"k1\"");
        mirror.put("/d/initrd.gz", INITRD, "\"i1\"");
        mirror.script(
                "/d/linux",
                new MockResponse.Builder()
                        .addHeader("ETag", "\"k1\"")
                        .body(new Buffer().write(KERNEL))
                        .throttleBody(20_000, 100, TimeUnit.MILLISECONDS)
                        .build());
        return mirror;
    }

    @Test
    void twoThreadsDownloadOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (TestMirror mirror = slowMirror()) {
            List<Future<CacheFixture>> builds = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                builds.add(
                        threads.submit(
                                () -> {
                                    CacheFixture fixture = new CacheFixture(folder);
                                    fixture.provide(mirror, CacheFixture.NORMAL);
                                    return fixture;
                                }));
            }
            List<String> notes = new ArrayList<>();
            for (Future<CacheFixture> build : builds) {
                notes.addAll(build.get().notes());
            }
            assertThat(mirror.requests).hasSize(4);
            assertThat(mirror.bodyBytes.get()).as("the kernel was scripted").isEqualTo(300_000);
            assertThat(notes)
                    .filteredOn(note -> note.startsWith("waiting for another download"))
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void twoProcessesDownloadOnce() throws Exception {
        CacheFixture fixture = new CacheFixture(folder);
        try (TestMirror mirror = slowMirror()) {
            Process other;
            // The other one must find the cache locked, however slowly it starts.
            Files.createDirectories(fixture.cache);
            try (FolderLock lock =
                    CacheLock.acquire(
                            fixture.cache.toRealPath(), Duration.ofSeconds(1), event -> {})) {
                assertThat(lock).isNotNull();
                other = otherProcess(mirror, fixture.cache, folder.resolve("other"));
                assertThat(new String(firstLine(other), StandardCharsets.UTF_8))
                        .startsWith("waiting for another download");
            }
            fixture.provide(mirror, CacheFixture.NORMAL);
            assertThat(other.waitFor()).isZero();
            assertThat(mirror.requests).hasSize(4);
            assertThat(folder.resolve("other/staging/initrd")).hasBinaryContent(INITRD);
            assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        }
    }

    private static byte[] firstLine(Process process) throws Exception {
        Buffer line = new Buffer();
        for (int b = process.getInputStream().read(); b >= 0 && b != '\n'; ) {
            line.writeByte(b);
            b = process.getInputStream().read();
        }
        return line.readByteArray();
    }

    private static Process otherProcess(TestMirror mirror, Path cache, Path own) throws Exception {
        return new ProcessBuilder(
                        ChildJvm.command(
                                "128m",
                                CacheMain.class,
                                cache.toString(),
                                own.toString(),
                                mirror.url("/d/linux"),
                                mirror.url("/d/initrd.gz")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void theWaitHasALimit() throws Exception {
        Path real = folder.toRealPath();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        List<BuildEvent> events = new ArrayList<>();
        try (FolderLock held = CacheLock.acquire(real, Duration.ofSeconds(1), events::add)) {
            assertThat(held).isNotNull();
            Future<FolderLock> second =
                    thread.submit(
                            () -> CacheLock.acquire(real, Duration.ofMillis(300), events::add));
            assertThatThrownBy(second::get)
                    .hasCauseInstanceOf(HostException.class)
                    .hasMessageContaining("in use by another build");
        } finally {
            thread.shutdownNow();
        }
        assertThat(events).hasSize(1);
        try (FolderLock again = CacheLock.acquire(real, Duration.ofSeconds(1), events::add)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void theWaitCanBeInterrupted() throws Exception {
        Path real = folder.toRealPath();
        try (FolderLock held = CacheLock.acquire(real, Duration.ofSeconds(1), event -> {})) {
            assertThat(held).isNotNull();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> CacheLock.acquire(real, Duration.ofSeconds(9), event -> {}))
                    .isInstanceOf(InterruptedException.class);
        }
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> CacheLock.acquire(real, Duration.ofSeconds(9), event -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
