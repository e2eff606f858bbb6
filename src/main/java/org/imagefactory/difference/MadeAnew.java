package org.imagefactory.difference;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What each installation makes anew, with the reason; the only such table. A rule either covers
 * whatever differs in a file, or only a part of its content that is left out of the comparison.
 */
enum MadeAnew {
    MACHINE_ID("the identity of the machine", "/etc/machine-id /var/lib/dbus/machine-id"),
    HOST_KEYS(
            "keys of the machine",
            "/etc/ssh/ssh_host_* /etc/ssl/private/ssl-cert-* /etc/ssl/certs/ssl-cert-*"),
    RANDOM(
            "seed of random numbers",
            "/var/lib/systemd/random-seed /var/lib/urandom/random-seed /boot/loader/random-seed"),
    LOGS("written while the installation ran", "/var/log/** /root/*-ks.cfg /root/.bash_history"),
    CACHES(
            "a cache, made anew from what is installed",
            "/var/cache/** /etc/ld.so.cache /usr/share/mime/** /usr/share/icons/*/icon-theme.cache /usr/lib/fontconfig/cache/** /usr/lib/*/gdk-pixbuf-2.0/*/loaders.cache"),
    RUNNING(
            "left by services that ran",
            "/run/** /tmp/** /var/tmp/** /var/spool/** /var/lib/systemd/** /var/lib/NetworkManager/** /var/lib/dhcp/** /var/lib/chrony/** /var/lib/wicked/** /var/lib/private/** /etc/.pwd.lock /.autorelabel"),
    CLOCK("when the installation ran", "/etc/adjtime /etc/.updated /var/.updated"),
    NETWORK("of the network of the installation", "/etc/resolv.conf"),
    INITRD(
            "an archive with the times at which its files were made",
            "/boot/initrd* /boot/initramfs* /var/lib/initramfs-tools/* /*/*/initrd /*/*/linux"),
    BACKUPS(
            "an earlier state of the file beside it",
            "/etc/passwd- /etc/shadow- /etc/group- /etc/gshadow- /etc/subuid- /etc/subgid- /var/lib/dpkg/*-old /var/backups/** /var/lib/ucf/**"),
    PACKAGE_TIMES(
            "times of installation; the packages are compared by themselves",
            "/var/lib/rpm/** /usr/lib/sysimage/** /var/lib/dnf/** /var/lib/zypp/** /var/lib/yum/** /var/lib/apt/extended_states /var/lib/apt/listchanges* /var/lib/apt/periodic/** /var/lib/dpkg/lock* /var/lib/apt/lists/lock"),
    GRUB_STATE(
            "what GRUB keeps from one start to the next", "/boot/grub/grubenv /boot/grub2/grubenv"),
    FORMATTED("made by the formatting of the file system", "/lost+found"),
    COMPILED("compiled when the package was installed", "**/__pycache__/*"),

    /** Files that name the disk's identifiers. */
    IDS(
            "names the identifiers of this disk",
            "/etc/fstab /etc/crypttab /etc/kernel/* /etc/default/grub* /boot/grub/*.cfg /boot/grub2/*.cfg /boot/grub/*/load.cfg /boot/loader/** /boot/efi/** /etc/initramfs-tools/conf.d/* /etc/sysconfig/** /boot/extlinux/* /EFI/**",
            true),
    /** Without the salted hash and the day of the last change. */
    PASSWORDS("salts and days of passwords", "/etc/shadow", true),
    /** The same packages in another order. */
    DPKG("order of packages", "/var/lib/dpkg/status", true);

    /** File systems that an installation may keep for itself, in the order of the most likely. */
    private static final List<String> MOUNT_POINTS = List.of("", "/boot", "/boot/efi", "/var");

    private final String reason;
    private final Pattern paths;
    private final boolean partly;

    MadeAnew(String reason, String globs) {
        this(reason, globs, false);
    }

    MadeAnew(String reason, String globs, boolean partly) {
        this.reason = reason;
        this.paths = pattern(globs);
        this.partly = partly;
    }

    /** Why whatever differs in the file is made anew. */
    static Optional<String> reason(String path) {
        return find(path, false).map(rule -> rule.reason);
    }

    /** The rule about a part of the file's content. */
    static Optional<MadeAnew> partly(String path) {
        return find(path, true);
    }

    String reason() {
        return reason;
    }

    private static Optional<MadeAnew> find(String path, boolean partly) {
        int colon = path.startsWith("/") ? -1 : path.indexOf(':');
        String inside = path.substring(colon + 1);
        List<String> points = colon < 0 ? List.of("") : MOUNT_POINTS;
        for (String point : points) {
            for (MadeAnew rule : values()) {
                if (rule.partly == partly && rule.paths.matcher(point + inside).matches()) {
                    return Optional.of(rule);
                }
            }
        }
        return Optional.empty();
    }

    /** {@code *} stands for anything but a slash, {@code **} for anything. */
    private static Pattern pattern(String globs) {
        String all =
                globs.replace(".", "\\.")
                        .replace("+", "\\+")
                        .replace("**", "\0")
                        .replace("*", "[^/]*")
                        .replace("\0", ".*")
                        .replace(" ", "|");
        return Pattern.compile(all);
    }
}
