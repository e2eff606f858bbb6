package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileTest {

    private static final byte[] KERNEL = CacheFixture.kernel(1, 20_000);
    private static final byte[] INITRD = CacheFixture.initrd(1, 30_000);

    @TempDir Path folder;
    CacheFixture fixture;
    Path kernel;
    Path initrd;

    @BeforeEach
    void files() throws Exception {
        fixture = new CacheFixture(folder);
        Path own = Files.createDirectories(folder.resolve("my files"));
        kernel = Files.write(own.resolve("vmlinuz"), KERNEL);
        initrd = Files.write(own.resolve("initrd.img"), INITRD);
    }

    @Test
    void urisAndPathsAreUsedWithoutTheCache() throws Exception {
        String uri = "file://" + kernel.toString().replace(" ", "%20");

        fixture.provide(uri, initrd.toString(), CacheFixture.OFFLINE);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
        assertThat(fixture.cache).doesNotExist();
        assertThat(fixture.facts.inputs())
                .extracting(FileFact::source)
                .containsExactly(uri, initrd.toString());
    }

    @Test
    void linksAreFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("latest.iso"), initrd);

        fixture.provide(
                new InstallerSource.InstallerImage(SourceUri.parse(link.toString())),
                CacheFixture.NORMAL);

        assertThat(fixture.targets.installerImage()).isRegularFile().hasBinaryContent(INITRD);
        assertThat(Files.isSymbolicLink(fixture.targets.installerImage())).isFalse();
    }

    @Test
    void oneMayBeLocalAndTheOtherNot() throws Exception {
        try (TestMirror mirror = new TestMirror()) {
            mirror.put("/initrd", INITRD, "\"1\"");
            fixture.provide(kernel.toString(), mirror.url("/initrd"), CacheFixture.NORMAL);
        }
        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
        assertThat(fixture.bootedInitrd()).isEqualTo(INITRD);
    }

    @Test
    void missingFilesAndFoldersAreConfigurationErrors() {
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        kernel + "-gone", initrd.toString(), CacheFixture.NORMAL))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("linux=" + kernel + "-gone")
                .hasMessageContaining("no such file");
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        kernel.toString(), folder.toString(), CacheFixture.NORMAL))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void emptyFilesAndTextAreRefusedAndStrangeKernelsDoubted() throws Exception {
        Files.write(initrd, new byte[0]);
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        kernel.toString(), initrd.toString(), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("empty");
        Files.write(initrd, INITRD);
        Files.writeString(kernel, "version https://git-lfs.github.com/spec/v1\n");
        assertThatThrownBy(
                        () ->
                                fixture.provide(
                                        kernel.toString(), initrd.toString(), CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("text file");
        Files.write(kernel, new byte[2000]);
        fixture.provide(kernel.toString(), initrd.toString(), CacheFixture.NORMAL);
        assertThat(fixture.warnings()).singleElement().asString().contains("not a Linux kernel");
    }
}
