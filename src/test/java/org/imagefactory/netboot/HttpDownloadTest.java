package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okio.Buffer;
import org.imagefactory.error.DownloadException;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    /** Old servers call every file that ends in .gz encoded. And a packed bomb stays packed. */
    @Test
    void nothingIsUnpacked() throws Exception {
        mirror.script(
                "/d/initrd.gz",
                new MockResponse.Builder()
                        .addHeader("Content-Encoding", "gzip")
                        .body(new Buffer().write(INITRD))
                        .build());
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
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
    void saysWhoFailedBehindARedirect() throws Exception {
        String elsewhere = mirror.url("/missing").replace("//", "//user:geheim@");
        mirror.script("/d/linux", redirect(elsewhere + "?token=T"));
        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .hasMessageContaining("404")
                .hasMessageContaining("(redirected to http://********@")
                .hasMessageContaining("/missing)");

        MockResponse closed = redirect("http://127.0.0.1:1/closed?token=T");
        mirror.script("/d/linux", Collections.nCopies(9, closed).toArray(new MockResponse[0]));
        assertThatThrownBy(() -> fixture.provide(mirror, CacheFixture.NORMAL))
                .hasMessageContaining("refused (redirected to http://127.0.0.1:1/closed)");
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

    private static MockResponse redirect(String location) {
        return new MockResponse.Builder().code(302).addHeader("Location", location).build();
    }
}
