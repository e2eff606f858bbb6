package org.imagefactory.spec;

/**
 * What the content of an image is checked for. The names, as {@link Choice} spells them, and the
 * documentation, in which {@code **bold**} and {@code *italic*} are marked, also make the manual
 * page.
 */
public enum LintRule {
    ANSWER_FILES(
            "No answer file of an installer, which may hold passwords: */root/anaconda-ks.cfg*,"
                    + " */preseed.cfg*, *autoinst.xml*, cdebconf's database, *autoinstall-user-data*"
                    + " and the like."),
    BOOT_LOADER(
            "The first sector has boot code, or there is a FAT partition for UEFI to boot from; and"
                    + " there is a kernel or the configuration of a boot loader in */boot*. In an"
                    + " image that is built with **firmware=uefi**, there is an EFI system"
                    + " partition with a loader where any firmware finds it:"
                    + " *EFI/BOOT/BOOTX64.EFI*, for arm64 *EFI/BOOT/BOOTAA64.EFI*."),
    BUILD_LOGS(
            "No logs of apt, dpkg or dnf, which tell of the day of the installation and not of what"
                    + " its users did."),
    BUILD_MIRROR(
            "No source of packages is an installation medium, or a host that only the build's"
                    + " network has: *localhost*, an address of a private network, or a name without"
                    + " a public domain."),
    BUILD_PROXY("No proxy is set for apt, dnf, yum, zypper or in */etc/environment*."),
    DHCP_LEASES("No leases or identities of dhclient, dhcpcd, NetworkManager or wicked."),
    FILE_SYSTEM(
            "Every ext file system was unmounted, and the kernel noted no errors in it. The"
                    + " superblock tells; e2fsck does not run."),
    INSTALLER_LOGS("No logs of an installer, and no work files of it."),
    INSTALLER_SETTINGS(
            "No settings of apt that debian-installer made for itself: *00trustcdrom*,"
                    + " *00CDMountPoint*, *00InstallRecommends*."),
    MACHINE_ID(
            "*/etc/machine-id* is empty, *uninitialized* or missing, so that every copy of the image"
                    + " gets its own; */var/lib/dbus/machine-id* likewise, or a link."),
    NETWORK_SLOT(
            "No network configuration names an interface by the slot that it had in the installation"
                    + " machine (*ens3*, *enp1s0*) or by its MAC address. *eth0* is fine if"
                    + " *net.ifnames=0* stands in the configuration of the boot loader."),
    OLD_KERNEL_LINKS(
            "No *vmlinuz.old* or *initrd.img.old* in */* or */boot*: a new system has no older"
                    + " kernel, and an entry of the boot menu for one starts nothing else."),
    PACKAGE_CACHE("The caches of apt, dnf, yum, zypper, pacman and apk take at most 32 MiB."),
    PLACEHOLDER_DOMAIN(
            "No *unassigned-domain* or *unassigned-hostname*, which debian-installer takes where"
                    + " the network names none, in */etc/hosts*, */etc/hostname*, */etc/mailname*"
                    + " and */etc/resolv.conf*."),
    RANDOM_SEED(
            "No seed of the random number generator, and no secret of systemd's credentials: a"
                    + " secret that all copies share is none."),
    RESOLV_CONF(
            "*/etc/resolv.conf* is a link into */run*, or names no server with an address of a"
                    + " private network, such as that of QEMU (10.0.2.3) or libvirt"
                    + " (192.168.122.1)."),
    ROOT_PASSWORD(
            "root's password is not empty and not one of those that everybody tries first: *root*,"
                    + " *password*, *debian*, *changeme* and the like. Hashes of yescrypt and bcrypt"
                    + " cannot be checked."),
    SHELL_HISTORY("No history of a shell, an editor or a database client in a home folder."),
    SSH_HOST_KEYS("No host keys of OpenSSH or dropbear.");

    private final String documentation;

    LintRule(String documentation) {
        this.documentation = documentation;
    }

    /** What is right, in one sentence. */
    public String documentation() {
        return documentation;
    }
}
