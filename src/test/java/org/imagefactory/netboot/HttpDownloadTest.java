package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Credentials;
import okio.Buffer;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpDownloadTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 300_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 500_000);

    HttpDownloadTest() {
        super(KERNEL, INITRD);
    }

    @Test
    void fetchesPublishesAndStages() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        assertThat(fixture.published("linux")).isEqualTo(KERNEL);
        assertThat(fixture.published("initrd.gz")).isEqualTo(INITRD);
        assertThat(fixture.cacheNames())
                .containsExactly(".current", ".lock", ".set", "initrd.gz", "linux");
        assertThat(fixture.facts.inputs())
                .extracting(FileFact::name)
                .containsExactly("linux", "initrd");
        FileFact initrd = fixture.facts.inputs().get(1);
        assertThat(initrd.source()).isEqualTo(mirror.url("/d/initrd.gz"));
        assertThat(initrd.sizeBytes()).isEqualTo(INITRD.length);
        assertThat(initrd.sha256()).isEqualTo(new Buffer().write(INITRD).sha256().hex());
        assertThat(fixture.facts.values()).containsEntry("netboot-files", "downloaded");
        assertThat(fixture.events)
                .filteredOn(BuildEvent.Progress.class::isInstance)
                .extracting(e -> ((BuildEvent.Progress) e).phase())
                .contains("downloading linux", "downloading initrd");
    }

    @Test
    void aWarmCacheTransfersNoBody() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertThat(mirror.bodyBytes.get()).isEqualTo(KERNEL.length + INITRD.length);

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(mirror.bodyBytes.get()).isEqualTo(KERNEL.length + INITRD.length);
        assertThat(mirror.requests).hasSize(4);
        assertThat(fixture.facts.inputs()).hasSize(2);
        assertThat(fixture.facts.values())
                .containsEntry("netboot-files", "cache, unchanged on the server");
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    @Test
    void lastModifiedIsConditionEnough() throws Exception {
        String date = "Sat, 21 Nov 2026 10:00:00 GMT";
        for (String path : List.of("/d/linux", "/d/initrd.gz")) {
            byte[] bytes = mirror.files.get(path).bytes();
            mirror.script(
                    path,
                    new MockResponse.Builder()
                            .addHeader("Last-Modified", date)
                            .body(new Buffer().write(bytes))
                            .build(),
                    new MockResponse.Builder().code(304).build());
        }
        fixture.provide(mirror, CacheFixture.NORMAL);
        fixture.provide(mirror, CacheFixture.NORMAL);

        RecordedRequest second = mirror.requestsFor("/d/linux").get(1);
        assertThat(second.getHeaders().get("If-Modified-Since")).isEqualTo(date);
        assertThat(second.getHeaders().get("If-None-Match")).isNull();
    }

    @Test
    void aNewVersionReplacesTheOldOne() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Path booted = folder.resolve("booted-before");
        Files.createLink(booted, fixture.targets.initrd());
        byte[] next = CacheFixture.initrd(2, 400_000);
        mirror.put("/d/initrd.gz", next, "\"i2\"");

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(fixture.published("linux")).isEqualTo(KERNEL);
        assertThat(fixture.published("initrd.gz")).isEqualTo(next);
        assertThat(fixture.bootedInitrd()).isEqualTo(next);
        assertThat(booted).hasBinaryContent(INITRD);
        assertThat(mirror.bodyBytes.get()).isEqualTo(KERNEL.length + INITRD.length + next.length);
        assertThat(fixture.cacheNames()).containsOnlyOnce(".set");
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
    void aWrongContentTypeDoesNotMatter() throws Exception {
        mirror.script(
                "/d/linux",
                new MockResponse.Builder()
                        .addHeader("Content-Type", "text/html")
                        .body(new Buffer().write(KERNEL))
                        .build());

        fixture.provide(mirror, CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    @Test
    void aSilentServerIsGivenUp() {
        mirror.script("/d/linux", stalled(), stalled(), stalled());
        fixture.limits =
                new NetbootLimits(
                        new HttpLimits(Duration.ofSeconds(5), Duration.ofMillis(400), 5),
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
    void redirectsAreFollowedButNotForEver() throws Exception {
        mirror.script("/d/linux", redirect("/elsewhere/linux"));
        mirror.put("/elsewhere/linux", KERNEL, "\"x\"");
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertThat(fixture.published("linux")).isEqualTo(KERNEL);

        String round = "/d/linux";
        mirror.script(
                round,
                redirect(round),
                redirect(round),
                redirect(round),
                redirect(round),
                redirect(round),
                redirect(round));
        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("more than 5 redirects");
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
    void credentialsAreSentButNotTold() throws Exception {
        String url = mirror.url("/d/linux").replace("http://", "http://joe:s3cret@");
        fixture.provide(url, mirror.url("/d/initrd.gz"), CacheFixture.NORMAL);

        assertThat(mirror.requestsFor("/d/linux").get(0).getHeaders().get("Authorization"))
                .isEqualTo(Credentials.basic("joe", "s3cret"));
        assertThat(mirror.requestsFor("/d/initrd.gz").get(0).getHeaders().get("Authorization"))
                .isNull();
        assertThat(fixture.facts.inputs().toString()).doesNotContain("s3cret");
        assertThat(Files.readString(fixture.cache.resolve(".current/manifest.properties")))
                .doesNotContain("s3cret");
        mirror.script("/d/linux", error(404));
        assertThatThrownBy(() -> fixture.provide(url, url, CacheFixture.NORMAL))
                .hasMessageContaining("********@")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void anInstallerImageIsCachedToo() throws Exception {
        byte[] image = CacheFixture.initrd(3, 200_000);
        mirror.put("/i/mini.iso", image, "\"iso\"");

        fixture.provide(
                new InstallerSource.InstallerImage(SourceUri.parse(mirror.url("/i/mini.iso"))),
                CacheFixture.NORMAL);

        assertThat(fixture.targets.installerImage()).hasBinaryContent(image);
        assertThat(fixture.published("mini.iso")).isEqualTo(image);
    }

    @Test
    void sameNamesDoNotCollide() throws Exception {
        mirror.put("/k/file", KERNEL, "\"1\"");
        mirror.put("/i/file", INITRD, "\"2\"");

        fixture.provide(mirror.url("/k/file"), mirror.url("/i/file"), CacheFixture.NORMAL);
        fixture.provide(mirror.url("/k/file"), mirror.url("/i/file"), CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        assertThat(mirror.bodyBytes.get()).isEqualTo(KERNEL.length + INITRD.length);
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
        assertThatThrownBy(() -> part.requireSpace(Long.MAX_VALUE))
                .isInstanceOf(HostException.class)
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

    private static MockResponse error(int status) {
        return new MockResponse.Builder().code(status).body("<html>sorry</html>").build();
    }

    private static MockResponse redirect(String location) {
        return new MockResponse.Builder().code(302).addHeader("Location", location).build();
    }
}
