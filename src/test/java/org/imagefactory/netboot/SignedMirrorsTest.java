package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.DownloadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two signed mirrors: a half-updated, outdated or forged one does not end the build. */
@Timeout(60)
class SignedMirrorsTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 5_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 6_000);
    private static final byte[] NEW_KERNEL = CacheFixture.kernel(2, 5_100);
    private static final byte[] NEW_INITRD = CacheFixture.initrd(2, 6_100);
    private static final String NEWER = "Sat, 10 Oct 2026 08:00:00 UTC";
    private static final String NEW_VERSION = "20250803+deb13u8";

    /** A short path, because gpg makes a socket there. */
    @TempDir static Path keys;

    private static OpenPgp publisher;

    private SignedArchive one;
    private SignedArchive two;
    private Path keyring;

    SignedMirrorsTest() {
        super(KERNEL, INITRD);
    }

    @BeforeAll
    static void makeKey() throws Exception {
        publisher = new OpenPgp(keys.resolve("p"), "20260101T000000", "never");
    }

    @AfterAll
    static void endAgent() throws Exception {
        publisher.close();
    }

    @BeforeEach
    void publish() throws Exception {
        keyring = publisher.export(folder.resolve("archive.gpg"));
        fixture.runner = new CommonsExecRunner(Map.of());
        one = archive("/one/").publish();
        two = archive("/two/").publish();
    }

    private SignedArchive archive(String base) {
        return new SignedArchive(
                publisher,
                (path, bytes) ->
                        mirror.put(
                                base + path,
                                bytes,
                                "\"%s\"".formatted(SignedArchive.sha256(bytes))),
                KERNEL,
                INITRD);
    }

    private Mirror site(String base) {
        Map<String, String> uris = SignedArchive.keys(mirror.url(base));
        return new Mirror(
                new InstallerSource.KernelAndInitrd(
                        SourceUri.parse(uris.getOrDefault("linux", "")),
                        SourceUri.parse(uris.getOrDefault("initrd", ""))),
                SignedArchive.verification(Verify.SIGNED, mirror.url(base), keyring));
    }

    private void provide() throws Exception {
        fixture.events.clear();
        fixture.provide(List.of(site("/one/"), site("/two/")), CacheFixture.NORMAL);
    }

    private void assertFrom(String base, byte[] kernel, byte[] initrd) throws Exception {
        assertThat(fixture.bootedKernel()).isEqualTo(kernel);
        assertThat(fixture.bootedInitrd()).isEqualTo(initrd);
        assertThat(fixture.facts.inputs())
                .hasSize(4)
                .extracting(FileFact::source)
                .allMatch(source -> source.startsWith(mirror.url(base)));
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "signed");
    }

    @Test
    void aMirrorInTheMiddleOfAnUpdateIsPassedOver() throws Exception {
        one.with(NEW_KERNEL, NEW_INITRD).dated(NEW_VERSION, NEWER).publish();
        String initrd = SignedArchive.keys("/one/").getOrDefault("initrd", "");
        mirror.put(initrd, INITRD, "\"old\"");

        provide();

        assertFrom("/two/", KERNEL, INITRD);
        assertThat(fixture.warnings())
                .singleElement()
                .asString()
                .startsWith("mirror 1 of 2: the installer cannot be verified: initrd from")
                .contains("half-updated", "trying the next mirror");
        // Remembered, although both are on the same server.
        mirror.requests.clear();
        provide();
        assertThat(mirror.requests)
                .isNotEmpty()
                .noneMatch(request -> request.getTarget().startsWith("/one/"));
    }

    @Test
    void aForgedMirrorIsPassedOver() throws Exception {
        one.with(NEW_KERNEL, NEW_INITRD).publishFiles().publishRelease(one.release());

        provide();

        assertFrom("/two/", KERNEL, INITRD);
        assertThat(fixture.warnings()).singleElement().asString().contains("is not signed");
    }

    @Test
    void aMirrorThatLagsBehindTheLastBuildIsPassedOver() throws Exception {
        one.with(NEW_KERNEL, NEW_INITRD).dated(NEW_VERSION, NEWER).publish();
        two.with(NEW_KERNEL, NEW_INITRD).dated(NEW_VERSION, NEWER).publish();
        provide();
        assertFrom("/one/", NEW_KERNEL, NEW_INITRD);
        archive("/one/").publish();

        provide();

        assertFrom("/two/", NEW_KERNEL, NEW_INITRD);
        assertThat(fixture.warnings()).singleElement().asString().contains("which is older");
    }

    @Test
    void ifNoneCanBeVerifiedTheLastGoodFilesStay() throws Exception {
        provide();
        one.publishRelease(one.release());
        two.publishRelease(two.release());

        assertThatThrownBy(this::provide)
                .isInstanceOf(DownloadException.class)
                .hasMessageContainingAll(
                        "no mirror has a good installer:\n",
                        "mirror 1 of 2: the installer cannot be verified: ",
                        mirror.url("/one/"),
                        "\nmirror 2 of 2: the installer cannot be verified: ",
                        mirror.url("/two/"),
                        "\nthe last good files stay in " + fixture.cache.toRealPath());
        assertThat(fixture.published("linux")).isEqualTo(KERNEL);
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part"));
        assertThat(fixture.cacheNames()).doesNotContain(".verify");
    }
}
