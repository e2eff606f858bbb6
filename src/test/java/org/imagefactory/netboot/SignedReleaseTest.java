package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain InRelease, SHA256SUMS, kernel and initrd: with the real gpgv, over real http. */
class SignedReleaseTest extends WithSignedMirror {

    @Test
    void agreesFromTheSignatureToTheBytesBooted() throws Exception {
        provide();

        assertBoots(KERNEL, INITRD);
        assertThat(fixture.warnings()).isEmpty();
        assertThat(fixture.facts.values())
                .containsEntry("netboot-verification", "signed")
                .containsEntry("netboot-version", "20250803+deb13u7")
                .containsEntry("netboot-release", "Test trixie of 2026-09-12T07:55:41Z")
                .hasEntrySatisfying(
                        "netboot-signing-keys", key -> assertThat(key).matches("[0-9A-F]{40}"));
        assertThat(fixture.notes())
                .anyMatch(note -> note.matches("verified .*, made with the key [0-9A-F]{40}: .*"));
        assertThat(fixture.facts.inputs())
                .extracting(FileFact::name)
                .containsExactly("linux", "initrd", "release", "checksums");
        assertThat(fixture.cacheNames())
                .contains("InRelease", "SHA256SUMS", "linux", "initrd.gz")
                .doesNotContain(".verify");
    }

    @Test
    void aNewPointReleaseReplacesBothFiles() throws Exception {
        provide();
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();

        provide();

        assertBoots(NEW_KERNEL, NEW_INITRD);
        assertThat(fixture.facts.values()).containsEntry("netboot-version", "20250803+deb13u8");
    }

    @Test
    void aNewDateAloneIsRemembered() throws Exception {
        provide();
        archive.dated("20250803+deb13u7", NEWER).publish();
        provide();
        assertThat(fixture.facts.values())
                .containsEntry("netboot-files", "cache, unchanged on the server");
        archive.dated("20250803+deb13u7", SignedArchive.DATE).publish();
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContainingAll("2026-09-12T07:55:41Z", "2026-10-10T08:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongSignatureIsRefused(boolean cached) throws Exception {
        if (cached) {
            provide();
        }
        archive.with(NEW_KERNEL, NEW_INITRD).publishFiles();
        String good = publisher.clearSign(archive.release());
        archive.publishRelease(good.replace("Suite: stable", "Suite: unstable"));
        assertRefused("/InRelease has a wrong signature");
    }

    @Test
    void anExpiredSignatureIsRefused() throws Exception {
        provide();
        archive.publishRelease(publisher.clearSign(archive.release(), "20260201T000000", "10d"));
        assertRefused("/InRelease has a signature, by the key ", "that has expired");
    }

    @Test
    void aSignatureByAnExpiredKeyIsRefused() throws Exception {
        provide();
        expired.export(keyring);
        archive.publishRelease(expired.clearSign(archive.release(), "20200102T000000", "0"));
        assertRefused("/InRelease is signed by the key ", ", which has expired");
    }

    @Test
    void aSignatureByAnUnknownKeyIsRefused() throws Exception {
        provide();
        archive.publishRelease(stranger.clearSign(archive.release()));
        assertRefused("/InRelease is signed by the key ", ", which is not in the keyring");
    }

    @Test
    void aMissingSignatureIsRefused() throws Exception {
        provide();
        archive.publishRelease(archive.release());
        assertRefused("/InRelease is not signed");
        mirror.files.remove("/debian/dists/trixie/InRelease");
        BuildException failure = failure(CacheFixture.NORMAL, DownloadException.class);
        assertThat(failure).hasMessageContainingAll("cannot download release from", "404");
    }

    @Test
    void textOutsideOfTheSignatureIsNotRead() throws Exception {
        archive.with(NEW_KERNEL, NEW_INITRD).publishFiles();
        String forged = archive.release();
        archive.with(KERNEL, INITRD);
        String signed = publisher.clearSign(archive.release());
        archive.publishRelease(forged + "\n" + signed);
        assertRefused("SHA256SUMS has the SHA-256 digest", "/InRelease says");
        archive.publishRelease(signed + "\n" + forged);
        assertRefused("SHA256SUMS has the SHA-256 digest", "/InRelease says");
        archive.publishRelease(signed + stranger.clearSign(forged));
        assertRefused("/InRelease has a signature that gpgv cannot check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "initrd.gz"})
    void aFileThatWasChangedIsRefused(String name) throws Exception {
        provide();
        boolean linux = name.equals("linux");
        put(
                "main/installer-amd64/current/images/netboot/debian-installer/amd64/" + name,
                linux ? NEW_KERNEL : NEW_INITRD);
        assertRefused(
                name
                        + " has the SHA-256 digest "
                        + SignedArchive.sha256(linux ? NEW_KERNEL : NEW_INITRD),
                "says " + SignedArchive.sha256(linux ? KERNEL : INITRD),
                "half-updated");
    }

    @Test
    void aHalfUpdatedMirrorIsRefused() throws Exception {
        provide();
        // Everything is of the next point release, but the initrd.
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();
        put("main/installer-amd64/current/images/netboot/debian-installer/amd64/initrd.gz", INITRD);
        assertRefused("initrd from", "the mirror is being updated or is half-updated");
        assertThat(fixture.notes())
                .anyMatch(text -> text.endsWith("fetching everything once more"));
    }

    @Test
    void aMirrorThatFinishesItsUpdateMeanwhileIsGood() throws Exception {
        provide();
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u8", NEWER).publish();
        String sums = "/debian/dists/trixie/main/installer-amd64/current/images/SHA256SUMS";
        mirror.script(sums, new MockResponse.Builder().body("old").build());

        provide();

        assertBoots(NEW_KERNEL, NEW_INITRD);
    }

    @Test
    void aReleaseThatHasExpiredIsRefused() throws Exception {
        provide();
        archive.field("Valid-Until: Sat, 19 Sep 2026 07:55:41 UTC").publish();
        assertRefused("has expired: it was valid until 2026-09-19T07:55:41Z");
    }

    @Test
    void anOlderReleaseIsRefused() throws Exception {
        provide();
        archive.with(NEW_KERNEL, NEW_INITRD).dated("20250803+deb13u6", OLDER).publish();
        assertRefused(
                "release Test trixie of 2026-07-11T10:16:37Z",
                "older than the one seen before, of 2026-09-12T07:55:41Z");
    }

    @Test
    void aKeyringThatIsMissingIsNamed() throws Exception {
        Path missing = Path.of("/usr/share/keyrings/debian-archive-keyring-of-nobody.gpg");
        fixture.verification = SignedArchive.verification(Verify.AUTO, base(), missing);
        BuildException failure = failure(CacheFixture.NORMAL, HostException.class);
        assertThat(failure).hasMessageContaining(missing.toString());
        assertThat(failure.advice()).contains("apt install debian-archive-keyring");
    }

    @Test
    void anArmoredKeyringWillDo() throws Exception {
        publisher.exportArmored(keyring);
        provide();
        assertBoots(KERNEL, INITRD);
        Files.writeString(keyring, Files.readString(keyring).replaceFirst("\nm", "\nn"));
        assertThat(failure(CacheFixture.NORMAL, HostException.class))
                .hasMessageContaining("damaged");
    }

    /** gpgv would unpack it, and write it to the disk before it knows who signed. */
    @Test
    void aPackedMessageIsNotUnpacked() throws Exception {
        archive.publishRelease("-----BEGIN PGP MESSAGE-----\n\nyMDs\n");
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("not a clear-signed text");
    }

    @Test
    void aReleaseWithoutEndIsNotSwallowed() throws Exception {
        archive.publishRelease("x".repeat((4 << 20) + 1));
        assertThat(failure(CacheFixture.NORMAL, DownloadException.class))
                .hasMessageContaining("longer than 4194304 bytes");
        assertThat(fixture.cacheNames()).noneMatch(name -> name.startsWith(".part"));
    }
}
