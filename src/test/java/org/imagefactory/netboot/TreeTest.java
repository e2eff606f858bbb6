package org.imagefactory.netboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.imagefactory.error.DownloadException;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.InstallationTree;
import org.imagefactory.spec.InstallerSource.KernelAndInitrd;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation tree tells itself where its kernel and initrd are. */
@Timeout(20)
class TreeTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 4000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 9000);

    private Verify mode = Verify.AUTO;

    TreeTest() {
        super(KERNEL, INITRD);
    }

    @BeforeEach
    void fillTheTree() {
        mirror.files.clear();
        mirror.put("/t/odd/kernel-6", KERNEL, "\"k\"");
        mirror.put("/t/odd/ram.disk", INITRD, "\"i\"");
    }

    private static String info(byte[] kernel) {
        return """
                [checksums]
                odd/kernel-6 = sha256:%s
                odd/ram.disk = sha256:%s
                [general]
                arch = x86_64
                [images-x86_64]
                kernel = odd/kernel-6
                initrd = odd/ram.disk
                """
                .formatted(SignedArchive.sha256(kernel), SignedArchive.sha256(INITRD));
    }

    private void putInfo(String name, String text) {
        mirror.put("/t/" + name, text.getBytes(UTF_8), "\"" + text.hashCode() + "\"");
    }

    private void usual() {
        mirror.put("/t/images/pxeboot/vmlinuz", KERNEL, "\"k\"");
        mirror.put("/t/images/pxeboot/initrd.img", INITRD, "\"i\"");
    }

    private Facts provide(DownloadPolicy policy) throws Exception {
        InstallationTree tree = new InstallationTree(mirror.url("/t"), Architecture.AMD64);
        Verification verification =
                Verification.only(mode).withChecksums(Optional.of(tree.infos().get(0)));
        fixture.events.clear();
        fixture.provide(
                List.of(
                        new Mirror(
                                new KernelAndInitrd(
                                        tree.file("images/pxeboot/vmlinuz"),
                                        tree.file("images/pxeboot/initrd.img")),
                                verification,
                                Optional.of(tree))),
                policy);
        return fixture.facts;
    }

    @ParameterizedTest
    @ValueSource(strings = {".treeinfo", "treeinfo"})
    void bootsWhatTheTreeNames(String name) throws Exception {
        putInfo(name, info(KERNEL));

        Facts facts = provide(CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        assertThat(facts.values()).containsEntry("netboot-verification", "checksum");
        assertThat(facts.inputs())
                .extracting(input -> input.name() + " " + input.source())
                .contains(
                        "linux " + mirror.url("/t/odd/kernel-6"),
                        "checksums " + mirror.url("/t/" + name));
        assertThat(mirror.requestsFor("/t/images/pxeboot/vmlinuz")).isEmpty();
    }

    @Test
    void unchangedTreesAreNotFetchedTwiceAndServeWithoutANetwork() throws Exception {
        putInfo(".treeinfo", info(KERNEL));
        provide(CacheFixture.NORMAL);
        long before = mirror.bodyBytes.get();

        assertThat(provide(CacheFixture.NORMAL).values())
                .containsEntry("netboot-files", "cache, unchanged on the server");
        assertThat(mirror.bodyBytes.get()).isEqualTo(before);

        mirror.close();
        assertThat(provide(CacheFixture.OFFLINE).values())
                .containsEntry("netboot-files", "cache, offline");
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(provide(CacheFixture.NORMAL).values())
                .containsEntry("netboot-files", "cache, because the mirror is down");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void aTreeWithoutItHasTheUsualPlaces(int status) throws Exception {
        usual();
        mirror.script("/t/.treeinfo", error(status));
        mirror.script("/t/treeinfo", error(status));

        assertThat(provide(CacheFixture.NORMAL).values())
                .containsEntry("netboot-verification", "none");
        assertThat(fixture.notes()).anyMatch(text -> text.contains("/t has no .treeinfo"));
        assertThat(fixture.warnings()).anyMatch(text -> text.startsWith("UNVERIFIED INSTALLER"));
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(provide(CacheFixture.OFFLINE).values())
                .containsEntry("netboot-files", "cache, offline");
    }

    @Test
    void whoWantsProofWantsTheFile() {
        usual();
        mode = Verify.CHECKSUM;

        assertThatThrownBy(() -> provide(CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("/t/.treeinfo: the server answered 404");
    }

    /** Silence is not the same as a tree without it. */
    @ParameterizedTest
    @ValueSource(ints = {403, 401})
    void otherRefusalsAreNoFallback(int status) {
        usual();
        mirror.script("/t/.treeinfo", error(status));

        assertThatThrownBy(() -> provide(CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("/t/.treeinfo: the server answered " + status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arch = x86_64 | arch = aarch64 | the tree is for aarch64, not for x86_64",
                "kernel = | vmlinuz = | it names no kernel in [images-x86_64]",
                "kernel = odd/ | kernel = ../odd/ | is no path below the tree: '../odd/kernel-6'",
                "[images-x86_64] | <html> | it names no kernel in [images-x86_64]"
            })
    void damageIsAnErrorThatSaysWhat(String from, String to, String message) {
        usual();
        putInfo(".treeinfo", info(KERNEL).replace(from, to));

        assertThatThrownBy(() -> provide(CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContainingAll("cannot use ", "/t/.treeinfo: ", message);
    }

    @Test
    void aTreeLargerThanAnyIsNotRead() {
        usual();
        putInfo(".treeinfo", "#".repeat((int) Role.CHECKSUMS.longest() + 1));

        assertThatThrownBy(() -> provide(CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("/t/.treeinfo");
    }

    @Test
    void filesAreComparedWithItsDigests() {
        putInfo(".treeinfo", info(INITRD));

        assertThatThrownBy(() -> provide(CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("linux from " + mirror.url("/t/odd/kernel-6"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Verify.class,
            names = {"AUTO", "NONE"})
    void digestsAreNotCompulsory(Verify asked) throws Exception {
        mode = asked;
        putInfo(".treeinfo", info(KERNEL).replaceAll("(?m)^odd/.*\n", ""));

        assertThat(provide(CacheFixture.NORMAL).values())
                .containsEntry("netboot-verification", "none");
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    @Test
    void aDryRunTellsBoth() {
        InstallationTree tree = new InstallationTree(mirror.url("/t"), Architecture.AMD64);
        SourceUri kernel = tree.file("images/pxeboot/vmlinuz");

        assertThat(
                        new NetbootCache(fixture.runner, fixture.environment)
                                .preview(
                                        List.of(
                                                new Mirror(
                                                        new KernelAndInitrd(kernel, kernel),
                                                        Verification.NONE,
                                                        Optional.of(tree))),
                                        fixture.cache,
                                        CacheFixture.NORMAL))
                .first()
                .asString()
                .contains("by its .treeinfo", mirror.url("/t"));
    }
}
