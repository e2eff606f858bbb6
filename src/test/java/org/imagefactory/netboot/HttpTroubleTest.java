package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.fetch.Pace;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that say no, are in trouble, or are none; and a cache that cannot take what they send.
 */
@Timeout(20)
class HttpTroubleTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 300_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 500_000);

    HttpTroubleTest() {
        super(KERNEL, INITRD);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410})
    void aClearNoIsNotAskedTwice(int status) {
        mirror.script("/d/linux", error(status), error(status));

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("linux from http://")
                .hasMessageContaining("answered " + status);
        assertThat(mirror.requests).hasSize(1);
        assertThat(fixture.cache.resolve("linux")).doesNotExist();
        assertThat(fixture.targets.kernel()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b]0;pwned\u0007\u001b[31mRED", "\u009b31mRED", "\u202eDER"})
    void wordsOfAServerDoNotSteerTheTerminal(String words) {
        mirror.script("/d/linux", spoken(words));

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .message()
                .contains("answered 404 ")
                .doesNotContainPattern("[\\p{Cc}\u202e]");
    }

    @Test
    void aSpeechOfAServerIsLeftOut() {
        mirror.script("/d/linux", spoken("x".repeat(100_000)));

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .message()
                .contains("answered 404")
                .hasSizeLessThan(500);
    }

    private static MockResponse spoken(String words) {
        return new MockResponse.Builder().status("HTTP/1.1 404 " + words).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408})
    void troubleIsWaitedOut(int status) throws Exception {
        mirror.script("/d/linux", error(status), error(status));

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(mirror.requestsFor("/d/linux")).hasSize(3);
        assertThat(fixture.notes()).isNotEmpty();
    }

    @Test
    void lastingTroubleEnds() {
        mirror.script("/d/linux", error(500), error(500), error(500), error(500), error(500));

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("answered 500")
                .hasMessageContaining("tried 4 times");
        assertThat(mirror.requests).hasSize(4);
    }

    @Test
    void retryAfterIsHonouredUpToALimit() throws Exception {
        mirror.script(
                "/d/linux",
                new MockResponse.Builder().code(429).addHeader("Retry-After", "3600").build());
        Instant start = Instant.now();

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(150));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/octet-stream"})
    void aWebPageIsNoKernel(String type) {
        mirror.script(
                "/d/linux",
                new MockResponse.Builder()
                        .addHeader("Content-Type", type)
                        .body("\n<!DOCTYPE html><html><body>Log in, please</body></html>")
                        .build());

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("web page");
        assertThat(mirror.requests).hasSize(1);
        assertThat(fixture.cache.resolve("linux")).doesNotExist();
        assertThat(fixture.cache.resolve(".part-linux")).doesNotExist();
    }

    @Test
    void aSilentServerIsGivenUp() {
        mirror.script("/d/linux", stalled(), stalled(), stalled());
        fixture.limits =
                new NetbootLimits(
                        new TransferLimits(
                                Duration.ofSeconds(5), Duration.ofMillis(400), 5, Pace.DEFAULT),
                        CacheFixture.FAST.retry(),
                        CacheFixture.FAST.lockWait());
        Instant start = Instant.now();

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("said nothing for 0.4 s");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(mirror.requests).hasSize(2);
    }

    @Test
    void anUntrustedCertificateIsFinal() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        try (TestMirror secure = new TestMirror()) {
            secure.server.useHttps(selfSigned().getSocketFactory());
            String url = secure.server.url("/d/linux").toString();
            assertThat(url).startsWith("https:");
            assertThatThrownBy(() -> fixture.provide(url, url, CacheFixture.NORMAL))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("certificate is not trusted")
                    .hasMessageNotContaining("tried");
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        String password = "changeit";
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                password)
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(
                KeyStore.getInstance(store.toFile(), password.toCharArray()),
                password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void refusedConnectionsAndUnknownHostsEndAfterFewTries() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:%d/linux".formatted(port);
        assertThatThrownBy(() -> fixture.provide(url, url, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("connection refused")
                .hasMessageContaining("tried 2 times");
        String unknown = "http://mirror.invalid/linux";
        assertThatThrownBy(() -> fixture.provide(unknown, unknown, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("cannot be resolved");
    }

    @Test
    void aCacheThatCannotBeWrittenIsTheHostsFault() throws Exception {
        Files.writeString(folder.resolve("cache"), "in the way");

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("cache");
    }

    @Test
    void aFullDiskIsTheHostsFault() throws Exception {
        Files.createDirectories(fixture.cache);
        RemoteFile file = new RemoteFile(Role.LINUX, SourceUri.parse(mirror.url("/d/linux")));
        PartFile part = new PartFile(fixture.cache, file);
        Files.createSymbolicLink(part.path(), Path.of("/dev/full"));

        assertThatThrownBy(
                        () -> {
                            try (PartFile.Writer out = part.open(false)) {
                                out.write(KERNEL, KERNEL.length);
                            }
                        })
                .isInstanceOf(HostException.class)
                .hasMessageContaining("no space left in " + fixture.cache);
        assertThat(part.noSpace(9_000_000, 1_000_000))
                .hasMessageContaining("no space left in " + fixture.cache);
    }

    @Test
    void aBrokenTransferNeverLooksComplete() {
        MockResponse cut =
                new MockResponse.Builder()
                        .body(new Buffer().write(KERNEL))
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build();
        mirror.script("/d/linux", cut, cut, cut, cut);

        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("transfer broke");
        assertThat(fixture.cache.resolve("linux")).doesNotExist();
    }

    private static MockResponse stalled() {
        return new MockResponse.Builder()
                .body(new Buffer().write(KERNEL))
                .bodyDelay(3, TimeUnit.SECONDS)
                .build();
    }
}
