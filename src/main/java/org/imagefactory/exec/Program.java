package org.imagefactory.exec;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** The programs that are called, each with the Debian package that has it. The only such table. */
public enum Program {
    CP("cp", "coreutils"),
    CPIO("cpio", "cpio"),
    DEBUGFS("debugfs", "e2fsprogs"),
    DUMPE2FS("dumpe2fs", "e2fsprogs"),
    E2FSCK("e2fsck", "e2fsprogs"),
    FIND("find", "findutils"),
    GPG("gpg", "gpg"),
    GPGV("gpgv", "gpgv"),
    GRUB_SCRIPT_CHECK("grub-script-check", "grub-common"),
    GUESTFISH("guestfish", "libguestfs-tools"),
    GZIP("gzip", "gzip"),
    JING("jing", "jing"),
    LIBVIRTD("libvirtd", "libvirt-daemon"),
    NEWUIDMAP("newuidmap", "uidmap"),
    OSCAP("oscap", "openscap-scanner"),
    PRLIMIT("prlimit", "util-linux"),
    QEMU_IMG("qemu-img", "qemu-utils"),
    QEMU_SYSTEM_AARCH64("qemu-system-aarch64", "qemu-system-arm"),
    QEMU_SYSTEM_X86_64("qemu-system-x86_64", "qemu-system-x86"),
    RPM("rpm", "rpm"),
    RSYNC("rsync", "rsync"),
    SETPRIV("setpriv", "util-linux"),
    SETSID("setsid", "util-linux"),
    SHELLCHECK("shellcheck", "shellcheck"),
    SORT("sort", "coreutils"),
    SSH("ssh", "openssh-client"),
    SYSTEMCTL("systemctl", "systemd"),
    SYSTEMD_NOTIFY("systemd-notify", "systemd"),
    TAR("tar", "tar"),
    UNSHARE("unshare", "util-linux"),
    VIRSH("virsh", "libvirt-clients"),
    VIRT_INSTALL("virt-install", "virtinst"),
    VIRTQEMUD("virtqemud", "libvirt-daemon"),
    VIRT_SPARSIFY("virt-sparsify", "libguestfs-tools"),
    XFS_REPAIR("xfs_repair", "libguestfs-xfs"),
    XMLLINT("xmllint", "libxml2-utils"),
    XORRISO("xorriso", "xorriso"),
    XZ("xz", "xz-utils"),
    ZEROFREE("zerofree", "zerofree"),
    ZSTD("zstd", "zstd"),
    ZSYNCMAKE("zsyncmake", "zsync");

    private final String command;
    private final String debianPackage;

    Program(String command, String debianPackage) {
        this.command = command;
        this.debianPackage = debianPackage;
    }

    /** What is looked up in PATH. */
    public String command() {
        return command;
    }

    /** The package that has it in Debian. */
    public String debianPackage() {
        return debianPackage;
    }

    /** The program with that command name. */
    public static Optional<Program> named(String command) {
        return Arrays.stream(values())
                .filter(program -> program.command.equals(command))
                .findFirst();
    }

    /** The line that installs programs, for advice. */
    public static String installLine(Collection<Program> programs) {
        return programs.stream()
                .map(Program::debianPackage)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" ", "apt install ", ""));
    }
}
