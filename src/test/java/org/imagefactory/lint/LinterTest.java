package org.imagefactory.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.guest.RootPlacesTest;
import org.imagefactory.libvirt.LibvirtSettings;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LinterTest {

    @TempDir Path root;
    private LintFixture fixture;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new LintFixture(root);
    }

    /** Of root file systems that libguestfs has to open, there is only a copy of what is needed. */
    @ParameterizedTest
    @EnumSource(LintRule.class)
    void looksOnlyAtWhatIsCopied(LintRule rule) {
        Check check = Checks.of(Set.of(rule), fixture.debugfs, Optional.empty()).get(0);
        check.names().forEach(RootPlacesTest::assertCopied);
        check.texts().forEach(RootPlacesTest::assertCopied);
    }

    @ParameterizedTest
    @CsvSource({
        "AMD64, BOOTX64.EFI, true",
        "AMD64, BOOTAA64.EFI, false",
        "ARM64, BOOTAA64.EFI, true",
        "ARM64, BOOTX64.EFI, false"
    })
    void uefiNeedsALoaderWhereAnyFirmwareLooks(Architecture arch, String file, boolean fine)
            throws Exception {
        fixture.machine = Optional.of(uefi(arch));
        fixture.installForUefi();
        String problem = "vda1: no \\EFI\\BOOT\\" + arch.uefiLoader();
        assertThat(fixture.lint(LintRule.BOOT_LOADER))
                .singleElement()
                .asString()
                .startsWith(problem);
        fixture.putOnEsp(file);
        assertThat(fixture.lint(LintRule.BOOT_LOADER).isEmpty()).isEqualTo(fine);
        fixture.machine = Optional.empty();
        assertThat(fixture.lint(LintRule.BOOT_LOADER)).isEmpty();
    }

    @Test
    void uefiNeedsAPartitionOfItsOwn() throws Exception {
        fixture.machine = Optional.of(uefi(Architecture.AMD64));
        fixture.install();
        assertThat(fixture.lint(LintRule.BOOT_LOADER))
                .containsExactly("vda: no EFI system partition with a FAT file system");
    }

    private static Machine uefi(Architecture arch) {
        return new Machine(
                1,
                DataSize.parse("1G"),
                Optional.empty(),
                new LibvirtSettings(
                        Optional.empty(), VirtType.QEMU, Optional.empty(), Optional.empty()),
                arch,
                Firmware.UEFI);
    }

    @ParameterizedTest
    @EnumSource(LintRule.class)
    void everyRuleHasOneCheck(LintRule rule) {
        assertThat(Checks.of(Set.of(rule), fixture.debugfs, Optional.empty())).hasSize(1);
    }

    @Test
    void findsNothingInACleanSystem() throws Exception {
        fixture.file("etc/apt/sources.list", "deb http://ftp.de.debian.org/debian trixie main\n");
        fixture.file("etc/apt/apt.conf.d/01", "// Acquire::http::Proxy \"http://10.0.0.1\";\n");
        fixture.file("etc/network/interfaces", "auto lo\niface lo inet loopback\n");
        fixture.file("var/lib/apt/lists/x", "x");
        fixture.link("etc/resolv.conf", "../run/systemd/resolve/stub-resolv.conf");
        fixture.install();
        assertThat(fixture.lint(LintRule.values())).isEmpty();
        assertThat(fixture.left()).containsExactly("disk.raw");
    }

    /** Each start of debugfs costs as much as reading a hundred files. */
    @Test
    void needsFewCalls() throws Exception {
        fixture.file("etc/netplan/a.yaml", "x");
        fixture.file("home/ann/.bash_history", "x");
        fixture.install();
        fixture.lint(LintRule.values());
        assertThat(fixture.runner.commands().size()).isLessThan(12);
    }

    /** Blanks in the path separate it from its content; {@code \n} is a line end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANSWER_FILES|root/anaconda-ks.cfg|rootpw x",
                "ANSWER_FILES|root/original-ks.cfg|rootpw x",
                "ANSWER_FILES|preseed.cfg|d-i x",
                "ANSWER_FILES|var/log/installer/cdebconf/questions.dat|x",
                "ANSWER_FILES|var/log/installer/autoinstall-user-data|x",
                "ANSWER_FILES|etc/cloud/cloud.cfg.d/99-installer.cfg|x",
                "BUILD_LOGS|var/log/apt/history.log|Start-Date: 2026-11-30",
                "BUILD_LOGS|var/log/dpkg.log|2026-11-30 install",
                "BUILD_LOGS|var/log/dnf.rpm.log|2026-11-30 Installed",
                "INSTALLER_SETTINGS|etc/apt/apt.conf.d/00trustcdrom|APT::Authentication::TrustCDROM",
                "INSTALLER_SETTINGS|etc/apt/apt.conf.d/00InstallRecommends|APT::Install-Recommends",
                "OLD_KERNEL_LINKS|vmlinuz.old|x",
                "OLD_KERNEL_LINKS|boot/initrd.img.old|x",
                "PLACEHOLDER_DOMAIN|etc/hosts|127.0.1.1 debian.unassigned-domain debian",
                "PLACEHOLDER_DOMAIN|etc/mailname|unassigned-hostname",
                "BUILD_MIRROR|etc/apt/sources.list|deb http://10.0.2.2:3142/debian trixie main",
                "BUILD_MIRROR|etc/apt/sources.list|deb [trusted=yes] https://mirror/debian x main",
                "BUILD_MIRROR|etc/apt/sources.list|deb cdrom:[Debian GNU/Linux 13]/ trixie main",
                "BUILD_MIRROR|etc/apt/sources.list.d/x.sources|URIs: http://a.lan/debian",
                "BUILD_MIRROR|etc/yum.repos.d/x.repo|baseurl=http://u:p@[fd00::1]:80/x",
                "BUILD_MIRROR|etc/zypp/repos.d/x.repo|baseurl=http://localhost/x",
                "BUILD_PROXY|etc/apt/apt.conf|Acquire::http::Proxy \"http://10.0.2.2:3142/\";",
                "BUILD_PROXY|etc/apt/apt.conf.d/x|Acquire { http { Proxy \"http://proxy\"; }; };",
                "BUILD_PROXY|etc/apt/apt.conf.d/x|Acquire::https::proxy::a.example \"http://p\";",
                "BUILD_PROXY|etc/dnf/dnf.conf|[main]\\nproxy=http://p",
                "BUILD_PROXY|etc/yum.repos.d/x.repo|proxy = http://proxy.example",
                "BUILD_PROXY|etc/environment|export HTTPS_PROXY=\"http://p\"",
                "BUILD_PROXY|etc/sysconfig/proxy|HTTP_PROXY=\"http://p\"",
                "DHCP_LEASES|var/lib/dhcp/dhclient.eth0.leases|lease {}",
                "DHCP_LEASES|var/lib/NetworkManager/internal-1-eth0.lease|x",
                "DHCP_LEASES|var/lib/dhcpcd/duid|x",
                "INSTALLER_LOGS|var/log/installer/syslog|x",
                "MACHINE_ID|etc/machine-id|0123456789abcdef0123456789abcdef",
                "MACHINE_ID|var/lib/dbus/machine-id|0123456789abcdef0123456789abcdef",
                "NETWORK_SLOT|etc/network/interfaces|allow-hotplug ens2",
                "NETWORK_SLOT|etc/network/interfaces.d/x|auto lo enp1s0",
                "NETWORK_SLOT|etc/network/interfaces|iface eno1 inet dhcp",
                "NETWORK_SLOT|etc/network/interfaces|auto eth0",
                "NETWORK_SLOT|etc/netplan/50.yaml|network:\\n  ethernets:\\n    ens3:\\n      x",
                "NETWORK_SLOT|etc/netplan/50.yaml|      match:\\n        macaddress: 52:54:00:0:0:1",
                "NETWORK_SLOT|etc/systemd/network/a.network|[Match]\\nName=lo enp0s31f6",
                "NETWORK_SLOT|etc/NetworkManager/system-connections/a|interface-name=wlp2s0",
                "NETWORK_SLOT|etc/NetworkManager/system-connections/a|mac-address=52:54:00:0:0:1",
                "NETWORK_SLOT|etc/sysconfig/network-scripts/ifcfg-enp1s0|ONBOOT=yes",
                "NETWORK_SLOT|etc/sysconfig/network/ifcfg-eth0|HWADDR=52:54:00:00:00:01",
                "NETWORK_SLOT|etc/udev/rules.d/70-persistent-net.rules|ATTR{address}==\"52\"",
                "RANDOM_SEED|var/lib/systemd/random-seed|x",
                "RANDOM_SEED|var/lib/systemd/credential.secret|x",
                "RESOLV_CONF|etc/resolv.conf|search x\\nnameserver 10.0.2.3",
                "RESOLV_CONF|etc/resolv.conf|nameserver 192.168.122.1",
                "ROOT_PASSWORD|etc/shadow|root::1::::::",
                "ROOT_PASSWORD|etc/passwd|root::0:0::/root:/bin/sh",
                "SHELL_HISTORY|root/.bash_history|ls",
                "SHELL_HISTORY|home/ann/.zsh_history|ls",
                "SSH_HOST_KEYS|etc/ssh/ssh_host_ed25519_key|x",
                "SSH_HOST_KEYS|etc/ssh/ssh_host_rsa_key.pub|x",
            })
    void finds(LintRule rule, String path, String text) throws Exception {
        fixture.file(path, text.replace("\\n", "\n"));
        fixture.install();
        assertThat(fixture.paths(rule))
                .isNotEmpty()
                .allSatisfy(found -> assertThat("/" + path).startsWith(found));
        assertThat(fixture.lint(except(rule, LintRule.INSTALLER_LOGS))).isEmpty();
    }

    private static LintRule[] except(LintRule... rules) {
        return Arrays.stream(LintRule.values())
                .filter(rule -> !List.of(rules).contains(rule))
                .toArray(LintRule[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "etc/machine-id|uninitialized\\n",
                "etc/apt/sources.list|# deb cdrom:[x]/ x\\n#deb http://10.0.2.2/debian x main",
                "etc/apt/sources.list|deb https://security.debian.org/debian-security x main",
                "etc/yum.repos.d/x.repo|baseurl=http://$mirror/x\\nbaseurl=https://8.8.8.8/x",
                "etc/apt/apt.conf.d/x|Acquire::http::Proxy \"DIRECT\"; Acquire::ftp::Proxy \"\";",
                "etc/apt/apt.conf.d/x|/* Acquire::http::Proxy \"http://p\"; */",
                "etc/dnf/dnf.conf|#proxy=http://p\\nproxy=_none_",
                "etc/sysconfig/proxy|HTTP_PROXY=\"\"",
                "etc/network/interfaces|source /etc/network/interfaces.d/*\\nauto /en*",
                "etc/netplan/x.yaml|network:\\n  ethernets:\\n    all:\\n      match: {name: \"e*\"}",
                "etc/systemd/network/x.network|[Match]\\nName=en*",
                "etc/udev/rules.d/70-persistent-net.rules|# ATTR{address}==x",
                "etc/resolv.conf|nameserver 127.0.0.53\\nnameserver 9.9.9.9\\nnameserver ::1",
                "etc/shadow|root:!:1::::::\\nann::1::::::",
                "root/.bashrc|x",
                "root/.bash_history|''",
                "var/lib/dhcpcd/README|x",
                "etc/ssh/ssh_config|x",
            })
    void isContentWith(String path, String text) throws Exception {
        fixture.file(path, text.replace("\\n", "\n").replace("''", ""));
        fixture.install();
        assertThat(fixture.lint(LintRule.values())).isEmpty();
    }

    @Test
    void findsLinksToOldKernels() throws Exception {
        fixture.link("vmlinuz.old", "boot/vmlinuz-6");
        fixture.link("initrd.img.old", "boot/nothing");
        fixture.install();
        assertThat(fixture.paths(LintRule.OLD_KERNEL_LINKS))
                .containsExactlyInAnyOrder("/vmlinuz.old", "/initrd.img.old");
    }

    @Test
    void acceptsKernelNamesWhereTheKernelGivesThem() throws Exception {
        fixture.file("etc/network/interfaces", "allow-hotplug eth0\niface eth0 inet dhcp\n");
        fixture.file("etc/default/grub", "GRUB_CMDLINE_LINUX=\"console=ttyS0 net.ifnames=0\"\n");
        fixture.install();
        assertThat(fixture.lint(LintRule.NETWORK_SLOT)).isEmpty();
    }

    @Test
    void tellsKnownPasswordsButNotHashes() throws Exception {
        fixture.file("etc/shadow", "root:" + WellKnownPasswordsTest.ROOT + ":1::::::\n");
        fixture.install();
        assertThat(fixture.lint(LintRule.ROOT_PASSWORD))
                .containsExactly("/etc/shadow: root has a password that everybody knows: root");
    }

    @Test
    void addsUpPackageCaches() throws Exception {
        DiskImages.empty(fixture.file("var/lib/apt/lists/a", "x"), 20L << 20);
        DiskImages.empty(fixture.file("var/cache/apt/archives/b.deb", "x"), 13L << 20);
        fixture.install();
        assertThat(fixture.lint(LintRule.PACKAGE_CACHE))
                .singleElement()
                .asString()
                .startsWith("/var/lib/apt/lists: package caches take more than 32 MiB")
                .contains("/var/cache/apt 13 MiB");
        DiskImages.empty(fixture.file("var/cache/apt/archives/b.deb", "x"), 12L << 20);
        fixture.install();
        assertThat(fixture.lint(LintRule.PACKAGE_CACHE)).isEmpty();
    }

    @Test
    void readsTheSuperblock() throws Exception {
        fixture.install();
        DiskImages.write(fixture.image, LintFixture.OFFSET + 1024 + 58, new byte[] {2, 0});
        assertThat(fixture.lint(LintRule.FILE_SYSTEM))
                .containsExactly(
                        "vda1: a kernel met errors in the file system",
                        "vda1: the file system was not unmounted");
    }

    @Test
    void missesBootCodeAndKernel() throws Exception {
        Files.delete(fixture.content.resolve("boot/vmlinuz-6"));
        fixture.install();
        DiskImages.write(fixture.image, 0, new byte[440]);
        assertThat(fixture.paths(LintRule.BOOT_LOADER)).containsExactly("vda", "/boot");
    }

    @Test
    void isNotFooledByOddFiles() throws Exception {
        Files.delete(fixture.content.resolve("etc/machine-id"));
        DiskImages.run(
                List.of("mkfifo", fixture.content.resolve("etc/machine-id").toString()),
                Path.of("/dev/null"));
        fixture.link("var/lib/dbus/machine-id", "/etc/machine-id");
        fixture.link("etc/resolv.conf", "resolv.conf");
        fixture.link("etc/environment", "/var/proxy");
        fixture.file("var/proxy", "http_proxy=x\n");
        fixture.link("root/.bash_history", "/dev/null");
        DiskImages.empty(fixture.file("etc/apt/sources.list", "x"), 1L << 40);
        fixture.file(
                "etc/apt/sources.list.d/a\nb\u202e.list", "deb http://localhost/\u001b[2J x\n");
        fixture.install();
        assertThat(fixture.lint(except(LintRule.PACKAGE_CACHE)))
                .containsExactlyInAnyOrder(
                        "/etc/machine-id: is no regular file",
                        "/etc/environment: sets a proxy",
                        "/etc/apt/sources.list: is too large to be looked at",
                        "/etc/apt/sources.list.d/a\\x0ab\\xe2\\x80\\xae.list:"
                                + " names a host of the build's network: localhost");
        assertThat(fixture.left()).containsExactly("disk.raw");
    }

    @Test
    void boundsWhatAGuestCanMakeItDo() throws Exception {
        for (int i = 0; i < 300; i++) {
            fixture.file("etc/apt/sources.list.d/" + i + ".list", "deb http://localhost/ x\n");
        }
        fixture.install();
        assertThat(fixture.lint(LintRule.BUILD_MIRROR))
                .hasSize(51)
                .contains("/etc/apt/sources.list.d/*.list: names more than 200 files");
    }

    @Test
    void tellsWhenTheToolsFail() throws Exception {
        fixture.install();
        InstalledDisk disk = fixture.read();
        fixture.runner.failing("debugfs", 127, "no such thing");
        assertThatThrownBy(() -> lint(disk)).isInstanceOf(HostException.class);
        fixture.runner.interrupting("debugfs");
        assertThatThrownBy(() -> lint(disk)).isInstanceOf(InterruptedException.class);
        assertThat(fixture.left()).containsExactly("disk.raw");
    }

    @Test
    void tellsWhenTheFileSystemCannotBeRead() throws Exception {
        fixture.install();
        InstalledDisk disk = fixture.read();
        DiskImages.write(fixture.image, LintFixture.OFFSET, new byte[1 << 20]);
        assertThatThrownBy(() -> lint(disk))
                .isInstanceOf(ImageCheckException.class)
                .hasMessageContaining("the file system cannot be read");
    }

    private void lint(InstalledDisk disk) throws BuildException, InterruptedException {
        new Linter(fixture.debugfs, Optional.empty()).lint(disk, Set.of(LintRule.MACHINE_ID));
    }
}
