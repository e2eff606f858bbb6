package org.imagefactory.netboot.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.InstallerSource.BootPaths;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeInfoTest {

    private static final BootPaths USUAL =
            new BootPaths("images/pxeboot/vmlinuz", "images/pxeboot/initrd.img");

    /** As productmd writes them today, for Fedora and Enterprise Linux. */
    static String productmd(String name, String version, String arch) {
        return """
                [checksums]
                images/boot.iso = sha256:%4$s
                images/install.img = sha256:%4$s
                images/pxeboot/initrd.img = sha256:%4$s
                images/pxeboot/vmlinuz = sha256:%4$s

                [general]
                ; WARNING.0 = This section provides compatibility with pre-productmd treeinfos.
                ; WARNING.1 = Read productmd documentation for details about new format.
                arch = %3$s
                family = %1$s
                name = %1$s %2$s
                packagedir = Packages
                platforms = %3$s,xen
                repository = .
                timestamp = 1761157438
                variant = BaseOS
                variants = BaseOS
                version = %2$s

                [header]
                type = productmd.treeinfo
                version = 1.2

                [images-%3$s]
                boot.iso = images/boot.iso
                initrd = images/pxeboot/initrd.img
                kernel = images/pxeboot/vmlinuz

                [images-xen]
                initrd = images/xen/initrd.img
                kernel = images/xen/vmlinuz

                [release]
                name = %1$s
                short = %1$s
                version = %2$s

                [stage2]
                mainimage = images/install.img

                [tree]
                arch = %3$s
                build_timestamp = 1761157438
                platforms = %3$s,xen
                variants = BaseOS

                [variant-BaseOS]
                id = BaseOS
                name = BaseOS
                packages = Packages
                repository = .
                type = variant
                uid = BaseOS
                """
                .formatted(name, version, arch, "ab".repeat(32));
    }

    @ParameterizedTest
    @CsvSource({
        "Fedora,43,x86_64",
        "Fedora,43,aarch64",
        "CentOS Stream,9,x86_64",
        "CentOS Stream,10,x86_64",
        "AlmaLinux,9,aarch64"
    })
    void treesOfToday(String name, String version, String arch) throws Exception {
        TreeInfo info = TreeInfo.parse(productmd(name, version, arch));

        assertThat(info.boot(Architecture.named(arch).orElseThrow())).isEqualTo(USUAL);
        assertThat(info.listsDigests()).isTrue();
    }

    /** It has neither the section of the tree, nor digests, nor blanks around the equals signs. */
    @Test
    void anOldTree() throws Exception {
        TreeInfo info =
                TreeInfo.parse(
                        """
                        [general]
                        family=Red Hat Enterprise Linux
                        timestamp=1328205744.315196
                        version=5.8
                        arch=x86_64

                        [images-x86_64]
                        kernel=images/pxeboot/vmlinuz
                        initrd=images/pxeboot/initrd.img
                        boot.iso=images/boot.iso
                        """);

        assertThat(info.boot(Architecture.AMD64)).isEqualTo(USUAL);
        assertThat(info.listsDigests()).isFalse();
    }

    /** openSUSE has its files elsewhere, and its digests in another file. */
    @Test
    void openSuse() throws Exception {
        TreeInfo info =
                TreeInfo.parse(
                        """
                        [release]
                        name = openSUSE Leap
                        version = 15.6

                        [general]
                        arch = x86_64
                        family = openSUSE Leap
                        name = openSUSE Leap 15.6
                        version = 15.6
                        platforms = x86_64,xen

                        [images-x86_64]
                        kernel = boot/x86_64/loader/linux
                        initrd = boot/x86_64/loader/initrd
                        """);

        assertThat(info.boot(Architecture.AMD64))
                .isEqualTo(new BootPaths("boot/x86_64/loader/linux", "boot/x86_64/loader/initrd"));
    }

    @Test
    void anotherArchitecture() throws Exception {
        TreeInfo info = TreeInfo.parse(productmd("Fedora", "43", "aarch64"));

        assertThatThrownBy(() -> info.boot(Architecture.AMD64))
                .isInstanceOf(VerificationException.class)
                .hasMessage("the tree is for aarch64, not for x86_64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/boot/vmlinuz",
                "../vmlinuz",
                "images/../../vmlinuz",
                "images/./vmlinuz",
                "..",
                "http://elsewhere.example/vmlinuz",
                "//elsewhere.example/vmlinuz",
                "images//vmlinuz",
                "images/",
                "images/%2e%2e/vmlinuz",
                "images\\vmlinuz",
                "vm linuz",
                "vmlinuz?x",
                "vmlinuz#x",
                "vmlinüz",
            })
    void pathsStayInTheTree(String path) throws Exception {
        TreeInfo info =
                TreeInfo.parse("[images-x86_64]\nkernel = " + path + "\ninitrd = initrd.img\n");

        assertThatThrownBy(() -> info.boot(Architecture.AMD64))
                .isInstanceOf(VerificationException.class)
                .hasMessageContaining("the kernel in [images-x86_64] is no path below the tree");
    }

    @Test
    void veryLongPathsAreNone() throws Exception {
        TreeInfo info =
                TreeInfo.parse(
                        "[images-x86_64]\ninitrd=i\nkernel = k" + "/k".repeat(1 << 20) + "\n");

        assertThatThrownBy(() -> info.boot(Architecture.AMD64))
                .isInstanceOf(VerificationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><a href='x'>log in</a></html>",
                "[images-x86_64]\nkernel = \ninitrd = i",
                "[images-x86_64\nkernel = k\ninitrd = i",
                "[images-xen]\nkernel = k\ninitrd = i"
            })
    void damaged(String text) throws Exception {
        TreeInfo info = TreeInfo.parse(text);

        assertThatThrownBy(() -> info.boot(Architecture.AMD64))
                .isInstanceOf(VerificationException.class)
                .hasMessage("it names no kernel in [images-x86_64]");
    }

    @Test
    void twoAnswersAreNone() {
        assertThatThrownBy(() -> TreeInfo.parse("[images-x86_64]\nkernel = a\nkernel = b\n"))
                .isInstanceOf(VerificationException.class)
                .hasMessage("it says two things about 'kernel'");
    }
}
