package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.report.Component;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the installer is now, without a build. */
@Timeout(60)
class NetbootLookTest extends WithMirror {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 5_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 6_000);
    private static final String NEWER = "Sat, 10 Oct 2026 08:00:00 UTC";

    NetbootLookTest() {
        super(KERNEL, INITRD);
    }

    private InstallerSource source() {
        return new InstallerSource.KernelAndInitrd(
                SourceUri.parse(mirror.url("/d/linux")),
                SourceUri.parse(mirror.url("/d/initrd.gz")));
    }

    private Map<Component, String> look(InstallerSource source, DownloadPolicy policy)
            throws BuildException, InterruptedException {
        return new NetbootCache(fixture.runner, fixture.environment, fixture.limits, fixture.clock)
                .look(
                        new NetbootRequest(
                                List.of(new Mirror(source, fixture.verification)),
                                fixture.cache,
                                fixture.cache.resolveSibling("shared"),
                                policy,
                                fixture.targets),
                        fixture.events::add);
    }

    private static Component part(String name) {
        return new Component(Component.Kind.INSTALLER, name);
    }

    @Test
    void isWhatABuildNotesAndTransfersNothing() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        Map<Component, String> noted = fixture.facts.components();
        long bytes = mirror.bodyBytes.get();
        Files.delete(fixture.targets.kernel());

        assertThat(look(source(), CacheFixture.NORMAL)).isEqualTo(noted);

        assertThat(noted).containsOnlyKeys(part("linux"), part("initrd"));
        assertThat(mirror.bodyBytes).hasValue(bytes);
        assertThat(fixture.targets.kernel()).doesNotExist();
    }

    @Test
    void noticesANewKernel() throws Exception {
        Map<Component, String> before = look(source(), CacheFixture.NORMAL);
        mirror.put("/d/linux", CacheFixture.kernel(2, 5_000), "\"k2\"");

        Map<Component, String> after = look(source(), CacheFixture.NORMAL);

        assertThat(after.get(part("linux"))).isNotEqualTo(before.get(part("linux")));
        assertThat(after).containsEntry(part("initrd"), before.get(part("initrd")));
        fixture.provide(mirror, CacheFixture.NORMAL);
        assertThat(fixture.facts.components()).isEqualTo(after);
        assertThat(mirror.requestsFor("/d/linux")).hasSize(3);
    }

    @Test
    void neverMakesDoWithOldFiles() throws Exception {
        fixture.provide(mirror, CacheFixture.NORMAL);
        InstallerSource source = source();
        mirror.close();

        assertThatThrownBy(() -> look(source, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("cannot download linux");
        assertThat(look(source, CacheFixture.OFFLINE)).isEqualTo(fixture.facts.components());
    }

    @Test
    void aReleaseThatIsOnlySignedAnewIsTheSame() throws Exception {
        try (OpenPgp publisher = new OpenPgp(folder.resolve("p"), "20260101T000000", "never")) {
            String base = mirror.url("/debian/dists/trixie/");
            fixture.runner = new CommonsExecRunner(Map.of());
            fixture.verification =
                    SignedArchive.verification(
                            Verify.SIGNED, base, publisher.export(folder.resolve("keys.gpg")));
            SignedArchive archive =
                    new SignedArchive(publisher, this::put, KERNEL, INITRD).publish();
            Map<String, String> uris = SignedArchive.keys(base);
            InstallerSource source =
                    new InstallerSource.KernelAndInitrd(
                            SourceUri.parse(uris.getOrDefault("linux", "")),
                            SourceUri.parse(uris.getOrDefault("initrd", "")));
            fixture.provide(source, CacheFixture.NORMAL);
            Map<Component, String> noted = fixture.facts.components();

            assertThat(noted)
                    .containsOnlyKeys(
                            part("linux"), part("initrd"), part("release"), part("checksums"));
            archive.dated("20250803+deb13u7", NEWER).publish();
            assertThat(look(source, CacheFixture.NORMAL)).isEqualTo(noted);

            archive.field("Version: 13.9").publish();
            Map<Component, String> after = look(source, CacheFixture.NORMAL);
            assertThat(after.get(part("release"))).isNotEqualTo(noted.get(part("release")));
            assertThat(after).containsEntry(part("linux"), noted.get(part("linux")));
        }
    }

    private void put(String path, byte[] bytes) {
        String tag = "\"%s\"".formatted(SignedArchive.sha256(bytes));
        mirror.put("/debian/dists/trixie/" + path, bytes, tag);
    }

    @Test
    void filesOfThisHostCountByTheirContent() throws Exception {
        Path linux = Files.write(folder.resolve("linux"), KERNEL);
        Path initrd = Files.write(folder.resolve("initrd.gz"), INITRD);
        InstallerSource source =
                new InstallerSource.KernelAndInitrd(
                        SourceUri.parse(linux.toString()), SourceUri.parse(initrd.toString()));
        fixture.provide(source, CacheFixture.NORMAL);

        Files.setLastModifiedTime(linux, FileTime.fromMillis(0));
        assertThat(look(source, CacheFixture.NORMAL)).isEqualTo(fixture.facts.components());

        Files.write(initrd, CacheFixture.initrd(2, 6_000));
        assertThat(look(source, CacheFixture.NORMAL)).isNotEqualTo(fixture.facts.components());

        Files.delete(initrd);
        assertThatThrownBy(() -> look(source, CacheFixture.NORMAL))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aWholeInstallerImageOfThisHostIsNotRead() throws Exception {
        Path image = Files.write(folder.resolve("installer.iso"), new byte[70_000]);
        InstallerSource source =
                new InstallerSource.InstallerImage(SourceUri.parse(image.toString()));
        fixture.provide(source, CacheFixture.NORMAL);

        assertThat(look(source, CacheFixture.NORMAL))
                .isEqualTo(fixture.facts.components())
                .containsOnlyKeys(part("installer_image"));
        Files.setLastModifiedTime(image, FileTime.fromMillis(0));
        assertThat(look(source, CacheFixture.NORMAL)).isNotEqualTo(fixture.facts.components());
    }
}
