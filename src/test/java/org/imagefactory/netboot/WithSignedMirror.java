package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mirror with a Debian archive that is signed, an empty cache, and the real gpgv. */
@Timeout(60)
abstract class WithSignedMirror extends WithMirror {

    static final byte[] KERNEL = CacheFixture.kernel(1, 5_000);
    static final byte[] INITRD = CacheFixture.initrd(1, 6_000);
    static final byte[] NEW_KERNEL = CacheFixture.kernel(2, 5_100);
    static final byte[] NEW_INITRD = CacheFixture.initrd(2, 6_100);
    static final String NEWER = "Sat, 10 Oct 2026 08:00:00 UTC";
    static final String OLDER = "Sat, 11 Jul 2026 10:16:37 UTC";

    /** A short path, because gpg makes a socket there. */
    @TempDir static Path keys;

    static OpenPgp publisher;
    static OpenPgp stranger;
    static OpenPgp expired;

    SignedArchive archive;
    Path keyring;

    WithSignedMirror() {
        super(KERNEL, INITRD);
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        publisher = new OpenPgp(keys.resolve("p"), "20260101T000000", "never");
        stranger = new OpenPgp(keys.resolve("s"), "", "never");
        expired = new OpenPgp(keys.resolve("e"), "20200101T000000", "30d");
    }

    @AfterAll
    static void endAgents() throws Exception {
        publisher.close();
        stranger.close();
        expired.close();
    }

    @BeforeEach
    void publish() throws Exception {
        keyring = publisher.export(folder.resolve("archive.gpg"));
        fixture.runner = new CommonsExecRunner(Map.of());
        fixture.verification = SignedArchive.verification(Verify.SIGNED, base(), keyring);
        archive = new SignedArchive(publisher, this::put, KERNEL, INITRD).publish();
    }

    String base() {
        return mirror.url("/debian/dists/trixie/");
    }

    void put(String path, byte[] bytes) {
        String tag = "\"%s\"".formatted(SignedArchive.sha256(bytes));
        mirror.put("/debian/dists/trixie/" + path, bytes, tag);
    }

    void provide(DownloadPolicy policy) throws BuildException, InterruptedException {
        Map<String, String> uris = SignedArchive.keys(base());
        fixture.provide(uris.get("linux"), uris.get("initrd"), policy);
    }

    void provide() throws BuildException, InterruptedException {
        provide(CacheFixture.NORMAL);
    }

    void assertBoots(byte[] kernel, byte[] initrd) throws IOException {
        assertThat(fixture.bootedKernel()).isEqualTo(kernel);
        assertThat(fixture.bootedInitrd()).isEqualTo(initrd);
    }

    BuildException failure(DownloadPolicy policy, Class<? extends BuildException> type) {
        return catchThrowableOfType(type, () -> provide(policy));
    }

    /** Fails, and neither cache nor staging folder have anything else than before. */
    void assertRefused(String... texts) throws IOException {
        boolean cached = Files.exists(fixture.cache.resolve("linux"));
        for (DownloadPolicy policy :
                new DownloadPolicy[] {CacheFixture.NORMAL, CacheFixture.NO_STALE}) {
            BuildException failure = failure(policy, DownloadException.class);
            assertThat(failure).hasMessageContainingAll(texts);
            assertThat(failure.advice()).isPresent();
            if (cached) {
                assertThat(failure)
                        .hasMessageContainingAll(
                                "the last good files stay in " + fixture.cache.toRealPath(),
                                "20250803+deb13u7, Test trixie of 2026-09-12T07:55:41Z");
            } else {
                assertThat(failure.getMessage()).doesNotContain("last good");
            }
        }
        assertThat(Files.exists(fixture.cache.resolve("linux"))).isEqualTo(cached);
        if (cached) {
            assertThat(fixture.published("linux")).isEqualTo(KERNEL);
            assertThat(fixture.published("initrd.gz")).isEqualTo(INITRD);
        }
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part"));
        assertThat(fixture.cacheNames()).doesNotContain(".verify");
    }
}
