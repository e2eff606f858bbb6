package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import mockwebserver3.MockResponse;
import org.imagefactory.error.DownloadException;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the cache is verified like what was just fetched. */
class SignedCacheTest extends WithSignedMirror {

    @Test
    void aWarmCacheIsVerifiedAgainWithoutATransfer() throws Exception {
        provide();
        long sent = mirror.bodyBytes.get();

        provide();

        assertThat(mirror.bodyBytes.get()).isEqualTo(sent);
        assertThat(fixture.facts.values())
                .containsEntry("netboot-verification", "signed")
                .containsEntry("netboot-files", "cache, unchanged on the server");
        assertBoots(KERNEL, INITRD);
    }

    @Test
    void anOlderReleaseIsRefusedEvenIfTheCacheIsDamaged() throws Exception {
        provide();
        Files.write(fixture.cache.resolve("linux"), new byte[KERNEL.length]);
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u6", OLDER).publish();
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("older than the one seen before");
    }

    @ParameterizedTest
    @CsvSource({"true, offline", "false, stale"})
    void withoutTheMirrorTheStoredSignatureCounts(boolean offline, String what) throws Exception {
        provide();
        DownloadPolicy policy = offline ? CacheFixture.OFFLINE : CacheFixture.NORMAL;
        fixture.limits = CacheFixture.FAST;
        mirror.close();

        provide(policy);

        assertBoots(KERNEL, INITRD);
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "signed");
        assertThat(fixture.warnings()).as(what).hasSize(offline ? 0 : 1);

        stranger.export(keyring);
        assertThat(failure(policy, DownloadException.class))
                .hasMessageContaining("which is not in the keyring");
    }

    @ParameterizedTest
    @CsvSource({"true, offline", "false, stale"})
    void withoutTheMirrorAnExpiredReleaseIsToldLoudly(boolean offline, String what)
            throws Exception {
        archive.field("Valid-Until: Sat, 19 Sep 2026 07:55:41 UTC").publish();
        fixture.clock = Clock.fixed(Instant.parse("2026-09-19T07:55:41Z"), ZoneOffset.UTC);
        DownloadPolicy policy = offline ? CacheFixture.OFFLINE : CacheFixture.NORMAL;
        provide();
        mirror.close();
        provide(policy);
        assertThat(fixture.warnings())
                .as(what)
                .noneMatch(text -> text.startsWith("EXPIRED RELEASE"));

        fixture.clock = Clock.offset(fixture.clock, Duration.ofSeconds(1));
        provide(policy);

        assertBoots(KERNEL, INITRD);
        assertThat(fixture.warnings())
                .filteredOn(text -> text.startsWith("EXPIRED RELEASE"))
                .singleElement()
                .asString()
                .contains("InRelease was valid until 2026-09-19T07:55:41Z");
    }

    @Test
    void aMirrorThatGoesDownAfterAFailureIsNoExcuse() throws Exception {
        provide();
        String sums = "/debian/dists/trixie/main/installer-amd64/current/images/SHA256SUMS";
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();
        MockResponse down = new MockResponse.Builder().code(503).build();
        mirror.script(sums, new MockResponse.Builder().body("bad").build(), down, down, down, down);
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("cannot download checksums");
    }

    @Test
    void aCacheFromBeforeVerificationIsVerified() throws Exception {
        fixture.verification = Verification.NONE;
        provide();
        fixture.verification = SignedArchive.verification(Verify.SIGNED, base(), keyring);
        assertThat(failure(CacheFixture.OFFLINE, DownloadException.class))
                .hasMessageContainingAll("offline", "release from", "checksums from");
        long sent = mirror.bodyBytes.get();

        provide();

        assertThat(mirror.bodyBytes.get() - sent).isLessThan(KERNEL.length);
        assertThat(fixture.facts.values()).containsEntry("netboot-verification", "signed");
    }
}
