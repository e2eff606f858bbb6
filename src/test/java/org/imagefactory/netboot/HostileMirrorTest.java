package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagefactory.netboot.HostileServer.ascii;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.fetch.Pace;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a mirror sends: an error with a name, soon, and the next mirror is asked. */
@Timeout(60)
class HostileMirrorTest {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 50_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 6_000);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir Path folder;
    private HostileServer hostile;
    private TestMirror good;
    private CacheFixture fixture;

    @BeforeEach
    void start() throws Exception {
        hostile = new HostileServer();
        hostile.on("/initrd.gz", INITRD);
        good = new TestMirror();
        good.put("/linux", KERNEL, "\"k1\"");
        good.put("/initrd.gz", INITRD, "\"i1\"");
        fixture = new CacheFixture(folder);
        limit(
                new Pace(
                        Duration.ofMillis(400),
                        1_000,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() throws Exception {
        hostile.close();
        good.close();
    }

    private void limit(Pace pace) {
        fixture.limits =
                new NetbootLimits(
                        new TransferLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 5, pace),
                        new RetryPolicy(
                                2, 2, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ZERO),
                        Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -5\r\n\r\nhello",
                "Content-Length: -9223372036854775808\r\n\r\n",
                "Content-Length: 9223372036854775807\r\n\r\nhello",
                "Content-Length: 99999999999999999999999\r\n\r\nhello",
                "Content-Length: five\r\n\r\nhello",
                "Content-Length: +5\r\n\r\nhello",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "Content-Length: 5, 6\r\n\r\nhello",
                "Content-Length:\r\n\r\nhello",
                "Content-Length: 2000000000\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\nnonsense",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello",
                "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
                "no colon\r\n\r\nhello",
                ": no name\r\n\r\nhello",
            })
    void nonsenseInTheHeader(String rest) throws Exception {
        hostile.on("/linux", out -> out.write(ascii(OK + rest)));
        failsAloneAndIsPassedOver();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 304 Not Modified\r\n\r\n",
                "HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-4/5\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 206 Partial\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 416 No\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                "HTTP/1.1 -1 No\r\n\r\n",
                "HTTP/1.1 1000 No\r\n\r\n",
                "HTTP/1.1 503 No\r\nRetry-After: 99999999999999\r\n\r\n",
                "HTTP/1.1 503 No\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n\r\n",
                "HTTP/1.1 301 Away\r\nLocation: file:///etc/passwd\r\n\r\n",
                "HTTP/1.1 301 Away\r\nLocation: /linux\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Away\r\nLocation: /linux\r\nContent-Length: -5\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "\0\0\0\0\r\n\r\n",
            })
    void nonsenseInsteadOfAnAnswer(String answer) throws Exception {
        hostile.on("/linux", out -> out.write(ascii(answer)));
        failsAloneAndIsPassedOver();
    }

    @Test
    void aHeaderWithoutEnd() throws Exception {
        byte[] line = ascii("X-A: " + "a".repeat(10_000) + "\r\n");
        hostile.on(
                "/linux",
                out -> {
                    out.write(ascii(OK));
                    for (int i = 0; i < 100_000; i++) {
                        out.write(line);
                    }
                });
        failsAloneAndIsPassedOver();
    }

    @Test
    void aLineWithoutEnd() throws Exception {
        byte[] piece = ascii("9".repeat(100_000));
        hostile.on(
                "/linux",
                out -> {
                    for (int i = 0; i < 10_000; i++) {
                        out.write(piece);
                    }
                });
        failsAloneAndIsPassedOver();
    }

    @Test
    void answersThatAreNone() throws Exception {
        hostile.on(
                "/linux",
                out -> {
                    while (true) {
                        out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
                    }
                });
        failsAloneAndIsPassedOver();
    }

    @Test
    void trailersWithoutEnd() throws Exception {
        hostile.on(
                "/linux",
                out -> {
                    out.write(ascii(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n"));
                    while (true) {
                        out.write(ascii("X: y\r\n"));
                    }
                });
        failsAloneAndIsPassedOver();
    }

    /** OkHttp keeps such a line in memory until it ends. */
    @ParameterizedTest
    @ValueSource(strings = {"5;", "5 ", "0"})
    void aSizeOfAChunkWithoutEnd(String size) throws Exception {
        limit(new Pace(Duration.ofMinutes(5), 1, Duration.ofMinutes(5), Duration.ofMinutes(5)));
        byte[] more = ascii((size.equals("0") ? "0" : "x").repeat(100_000));
        hostile.on(
                "/linux",
                out -> {
                    out.write(ascii(OK + "Transfer-Encoding: chunked\r\n\r\n" + size));
                    for (int i = 0; i < 30_000; i++) {
                        out.write(more);
                    }
                });
        failsAloneAndIsPassedOver();
        assertThat(fixture.warnings()).singleElement().asString().contains("is content");
    }

    /** What cannot be sent back must not keep the next version away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETag: \"k\u00e91\"",
                "ETag: \"k\u00011\"",
                "Last-Modified: \u00e9t\u00e9",
                "Last-Modified: \u007f",
            })
    void aVersionThatCannotBeAskedFor(String field) throws Exception {
        hostile.on("/linux", versioned(KERNEL, field));
        provide(hostile());
        byte[] next = CacheFixture.kernel(2, 50_000);
        hostile.on("/linux", versioned(next, field));
        provide(hostile());
        assertThat(fixture.bootedKernel()).isEqualTo(next);
    }

    private static HostileServer.Answer versioned(byte[] file, String field) {
        return out -> {
            out.write(ascii(OK + field + "\r\nContent-Length: " + file.length + "\r\n\r\n"));
            out.write(file);
        };
    }

    /** Servers refuse requests with such a header: 400, 431. */
    @Test
    void aVersionThatIsTooLongToBeAskedFor() throws Exception {
        good.put("/linux", KERNEL, "\"" + "k".repeat(60_000) + "\"");
        Mirror mirror = mirror(good.url("/linux"), good.url("/initrd.gz"));
        provide(mirror);
        provide(mirror);
        assertThat(good.requestsFor("/linux"))
                .hasSize(2)
                .allMatch(request -> request.getHeaders().get("If-None-Match") == null);
    }

    @Test
    void whatItSaysIsShortAndPrintable() {
        for (String status :
                List.of(
                        "HTTP/1.1 404 \u001b]0;pwned\u0007\u001b[31mRED" + "x".repeat(100_000),
                        "HTTP/1.1 9\u001b[31m" + "9".repeat(100_000),
                        "HTTP/1.1 301 Away\r\nLocation: ftp://\u001b[31m" + "x".repeat(50_000))) {
            hostile.on("/linux", out -> out.write(ascii(status + "\r\n\r\n")));
            assertThatThrownBy(() -> provide(hostile()))
                    .isInstanceOf(DownloadException.class)
                    .extracting(Throwable::getMessage)
                    .asString()
                    .hasSizeLessThan(1_000)
                    .doesNotContain("\u001b", "\u0007");
        }
    }

    @Test
    void oneByteNowAndThen() throws Exception {
        hostile.on(
                "/linux",
                out -> {
                    out.write(ascii(OK + "Content-Length: 50000\r\n\r\n"));
                    drip(out, "x");
                });
        failsAloneAndIsPassedOver();
        assertThat(fixture.warnings()).singleElement().asString().contains("too slow");
    }

    @Test
    void oneHeaderLineNowAndThen() throws Exception {
        hostile.on(
                "/linux",
                out -> {
                    out.write(ascii(OK));
                    drip(out, "X-A: b\r\n");
                });
        failsAloneAndIsPassedOver();
        assertThat(fixture.warnings()).singleElement().asString().contains("too slow");
    }

    private static void drip(OutputStream out, String drop)
            throws IOException, InterruptedException {
        while (true) {
            out.write(ascii(drop));
            out.flush();
            Thread.sleep(50);
        }
    }

    @Test
    void allTriesTogetherHaveALimit() throws Exception {
        limit(new Pace(Duration.ofMinutes(5), 1, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        hostile.on(
                "/linux",
                out -> {
                    out.write(ascii(OK + "Content-Length: 50000\r\n\r\n"));
                    for (byte b : KERNEL) {
                        out.write(b);
                        out.flush();
                        Thread.sleep(50);
                    }
                });
        failsAloneAndIsPassedOver();
        assertThat(fixture.warnings()).singleElement().asString().contains("did not end within");
    }

    @Test
    void aRestThatIsLongerThanTheFile() throws Exception {
        endsEarlyThenSends("Content-Range: bytes 10000-49999/50000\r\n\r\n", new byte[100_000]);
        assertThatThrownBy(() -> provide(hostile()))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("more than the 50000 bytes came in");
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part-linux"));
    }

    /** Else a file that lacks its end would be taken for whole. */
    @Test
    void aRestThatIsShorterThanTheFile() throws Exception {
        endsEarlyThenSends(
                "Content-Range: bytes 10000-10099/10100\r\nContent-Length: 100\r\n\r\n",
                Arrays.copyOfRange(KERNEL, 10_000, 10_100));
        assertThatThrownBy(() -> provide(hostile()))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("206");
    }

    /** The first answer is cut off; the second one is to be the rest of it. */
    private void endsEarlyThenSends(String fields, byte[] rest) {
        hostile.on(
                "/linux",
                out -> {
                    out.write(ascii(OK + "ETag: \"k\"\r\nContent-Length: 50000\r\n\r\n"));
                    out.write(KERNEL, 0, 10_000);
                    hostile.on(
                            "/linux",
                            next -> {
                                next.write(ascii("HTTP/1.1 206 Rest\r\nETag: \"k\"\r\n"));
                                next.write(ascii(fields));
                                next.write(rest);
                            });
                });
    }

    @Test
    void moreThanThereIsRoomForIsTheHostsFaultOnlyIfAllSaySo() throws Exception {
        hostile.on(
                "/installer.iso",
                out -> out.write(ascii(OK + "Content-Length: 21000000000\r\n\r\n")));
        Mirror huge =
                new Mirror(
                        new InstallerSource.InstallerImage(
                                SourceUri.parse(hostile.url("/installer.iso"))),
                        Verification.NONE);
        long free = folder.toFile().getUsableSpace();
        assertThatThrownBy(() -> fixture.provide(List.of(huge), CacheFixture.NORMAL))
                .isInstanceOf(
                        free < 21_000_000_000L ? HostException.class : DownloadException.class);
    }

    private void failsAloneAndIsPassedOver() throws Exception {
        assertThatThrownBy(() -> provide(hostile()))
                .isInstanceOfSatisfying(
                        DownloadException.class,
                        e -> assertThat(e.exitStatus()).isEqualTo(ExitStatus.DOWNLOAD));
        fixture.events.clear();
        provide(hostile(), mirror(good.url("/linux"), good.url("/initrd.gz")));
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    private Mirror hostile() {
        return mirror(hostile.url("/linux"), hostile.url("/initrd.gz"));
    }

    private static Mirror mirror(String linux, String initrd) {
        return TwoMirrors.mirror(linux, initrd);
    }

    private void provide(Mirror... mirrors) throws Exception {
        fixture.provide(List.of(mirrors), CacheFixture.NORMAL);
    }
}
