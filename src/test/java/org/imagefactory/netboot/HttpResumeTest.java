package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.imagefactory.error.DownloadException;
import org.imagefactory.netboot.cache.DurableFiles;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HttpResumeTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 400_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 10_000);

    HttpResumeTest() {
        super(KERNEL, INITRD);
    }

    @Test
    void goesOnWhereTheTransferBroke() throws Exception {
        mirror.script("/d/linux", cut("\"k1\""));

        fixture.provide(mirror, CacheFixture.NORMAL);

        RecordedRequest second = mirror.requestsFor("/d/linux").get(1);
        assertThat(second.getHeaders().get("Range")).matches("bytes=[1-9][0-9]*-");
        assertThat(second.getHeaders().get("If-Range")).isEqualTo("\"k1\"");
        assertThat(mirror.bodyBytes.get()).isLessThan(KERNEL.length + INITRD.length);
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    @Test
    void goesOnInTheNextRun() throws Exception {
        breakTransfer();
        long before = mirror.requests.size();

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(mirror.requests.get((int) before).getHeaders().get("Range")).isNotNull();
        assertThat(mirror.bodyBytes.get()).isLessThan(KERNEL.length + INITRD.length);
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part"));
    }

    @Test
    void startsAgainWhenTheFileChanged() throws Exception {
        breakTransfer();
        byte[] next = CacheFixture.kernel(2, 350_000);
        mirror.put("/d/linux", next, "\"k2\"");

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(next);
    }

    @Test
    void doesNotGoOnFromAnotherUrl() throws Exception {
        breakTransfer();
        byte[] other = CacheFixture.kernel(3, 350_000);
        mirror.put("/other/linux", other, "\"k1\"");

        fixture.provide(
                mirror.url("/other/linux"), mirror.url("/d/initrd.gz"), CacheFixture.NORMAL);

        assertThat(mirror.requestsFor("/other/linux").get(0).getHeaders().get("Range")).isNull();
        assertThat(fixture.bootedKernel()).isEqualTo(other);
    }

    @Test
    void aWeakTagIsNotEnoughToGoOn() throws Exception {
        mirror.script("/d/linux", cut("W/\"k1\""));

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(mirror.requestsFor("/d/linux").get(1).getHeaders().get("Range")).isNull();
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    @Test
    void wrongPartsAreNotGluedOn() throws Exception {
        byte[] tail = Arrays.copyOfRange(KERNEL, 100, KERNEL.length);
        List<MockResponse> wrong =
                List.of(
                        new MockResponse.Builder().code(416).build(),
                        partial("bytes 100-399999/400000", "\"k1\"", tail),
                        partial("nonsense", "\"k1\"", tail));
        for (MockResponse answer : wrong) {
            mirror.script("/d/linux", cut("\"k1\""), answer);
            fixture.provide(mirror, CacheFixture.NORMAL);
            assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
            assertThat(mirror.requestsFor("/d/linux")).hasSize(3);
            DurableFiles.deleteFolder(fixture.cache.resolve(".current").toRealPath());
            mirror.requests.clear();
        }
    }

    @Test
    void aRestOfAnotherVersionIsNotGluedOn() throws Exception {
        breakTransfer();
        int there = (int) Files.size(fixture.cache.resolve(".part-linux"));
        byte[] rest = Arrays.copyOfRange(CacheFixture.kernel(9, 400_000), there, 400_000);
        mirror.requests.clear();
        mirror.script(
                "/d/linux", partial("bytes %d-399999/400000".formatted(there), "\"other\"", rest));

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    /** Leaves half a kernel behind, as a run that gave up. */
    private void breakTransfer() {
        NetbootLimits usual = fixture.limits;
        fixture.limits =
                new NetbootLimits(
                        usual.transfer(),
                        new RetryPolicy(
                                1, 1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO),
                        usual.lockWait());
        mirror.script("/d/linux", cut("\"k1\""));
        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class);
        assertThat(fixture.cache.resolve(".part-linux")).isNotEmptyFile();
        fixture.limits = usual;
    }

    private static MockResponse cut(String etag) {
        return new MockResponse.Builder()
                .addHeader("ETag", etag)
                .body(new Buffer().write(KERNEL))
                .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE)
                .build();
    }

    private static MockResponse partial(String range, String etag, byte[] body) {
        return new MockResponse.Builder()
                .code(206)
                .addHeader("Content-Range", range)
                .addHeader("ETag", etag)
                .body(new Buffer().write(body))
                .build();
    }
}
