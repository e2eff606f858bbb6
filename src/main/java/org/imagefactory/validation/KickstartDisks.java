package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.spec.Firmware;

/** What a kickstart file says about disks. */
final class KickstartDisks {

    private static final String[] MOUNTS = {
        "part", "partition", "logvol", "raid", "btrfs", "mount"
    };
    private static final Set<KickstartRelease> WITHOUT_BTRFS =
            EnumSet.of(KickstartRelease.RHEL9, KickstartRelease.RHEL10);

    private static final Set<String> FILE_SYSTEMS =
            Set.of(
                    "appleboot",
                    "biosboot",
                    "btrfs",
                    "efi",
                    "ext2",
                    "ext3",
                    "ext4",
                    "f2fs",
                    "lvmpv",
                    "macefi",
                    "mdmember",
                    "ntfs",
                    "prepboot",
                    "stratis",
                    "swap",
                    "tmpfs",
                    "vfat",
                    "xfs");

    private final KickstartFile file;
    private final Firmware firmware;
    private final boolean gptByDefault;
    private final List<String> arguments;

    /**
     * @param gptByDefault which partition table a new disk gets
     * @param arguments of the installer's kernel
     */
    KickstartDisks(
            KickstartFile file, Firmware firmware, boolean gptByDefault, List<String> arguments) {
        this.file = file;
        this.firmware = firmware;
        this.gptByDefault = gptByDefault;
        this.arguments = arguments;
    }

    /**
     * @param container whether a file system image is installed, which needs a layout all the same
     */
    List<Complaint> look(Optional<KickstartRelease> release, boolean container) {
        List<Complaint> complaints = new ArrayList<>();
        if (release.filter(WITHOUT_BTRFS::contains).isPresent()) {
            complaints.addAll(btrfs());
        }
        if (!file.has("autopart") && !mounts("/") && !container) {
            complaints.add(
                    Complaint.error(
                            0,
                            "neither autopart nor a partition for / is there: the installer asks"
                                    + " for it"));
        } else if (!file.has("autopart")) {
            bootLoader().ifPresent(complaints::add);
        }
        complaints.addAll(questions());
        complaints.addAll(fileSystems());
        return complaints;
    }

    private List<Complaint> btrfs() {
        return file.all("part", "partition", "logvol", "raid", "autopart")
                .filter(KickstartDisks::isBtrfs)
                .map(
                        statement ->
                                Complaint.error(
                                        statement.line(),
                                        "this distribution has no btrfs: use ext4 or xfs"))
                .toList();
    }

    private static boolean isBtrfs(KickstartFile.Statement statement) {
        return statement.words().stream().anyMatch(word -> word.startsWith("btrfs."))
                || Stream.of("--fstype", "--type")
                        .flatMap(option -> statement.value(option).stream())
                        .anyMatch("btrfs"::equals);
    }

    /** Warnings: a newer installer may know more. */
    private List<Complaint> fileSystems() {
        List<Complaint> complaints = new ArrayList<>();
        file.all("part", "partition", "logvol", "raid", "autopart")
                .forEach(
                        statement ->
                                statement
                                        .value("--fstype")
                                        .filter(type -> !FILE_SYSTEMS.contains(type))
                                        .map(
                                                type ->
                                                        Complaint.warning(
                                                                statement.line(),
                                                                "the installer does not know the"
                                                                        + " file system "
                                                                        + type))
                                        .ifPresent(complaints::add));
        return complaints;
    }

    private boolean mounts(String place) {
        return file.all(MOUNTS).anyMatch(statement -> statement.words().contains(place));
    }

    /** What the firmware starts from. */
    private Optional<Complaint> bootLoader() {
        Optional<KickstartFile.Statement> without =
                file.all("bootloader")
                        .filter(
                                statement ->
                                        statement.has("--disabled")
                                                || statement
                                                        .value("--location")
                                                        .filter("none"::equals)
                                                        .isPresent())
                        .findFirst();
        if (without.isPresent()) {
            return without.map(
                    statement ->
                            Complaint.warning(
                                    statement.line(),
                                    "the image has no boot loader: it does not start by itself"));
        }
        boolean known =
                file.has("reqpart")
                        || file.all("part", "partition").anyMatch(KickstartDisks::exists)
                        || file.has("mount");
        if (known) {
            return Optional.empty();
        }
        if (firmware == Firmware.UEFI) {
            return mounts("/boot/efi")
                    ? Optional.empty()
                    : Optional.of(
                            Complaint.error(
                                    0,
                                    "UEFI needs a partition for /boot/efi: add reqpart, or part"
                                            + " /boot/efi --fstype=efi --size=200"));
        }
        return !isGpt() || mounts("biosboot")
                ? Optional.empty()
                : Optional.of(
                        Complaint.error(
                                0,
                                "a BIOS cannot start from a GPT without a partition biosboot: add"
                                        + " reqpart, or --disklabel=msdos to clearpart"));
    }

    private static boolean exists(KickstartFile.Statement partition) {
        return partition.has("--onpart") || partition.has("--usepart");
    }

    private boolean isGpt() {
        Optional<String> told =
                file.all("clearpart")
                        .flatMap(statement -> statement.value("--disklabel").stream())
                        .findFirst()
                        .or(
                                () ->
                                        arguments.stream()
                                                .filter(a -> a.startsWith("inst.disklabel="))
                                                .map(a -> a.substring(a.indexOf('=') + 1))
                                                .findFirst());
        return told.map("gpt"::equals).orElse(gptByDefault || arguments.contains("inst.gpt"));
    }

    private List<Complaint> questions() {
        List<Complaint> complaints = new ArrayList<>();
        boolean existing =
                file.has("mount") || file.all("part", "partition").anyMatch(KickstartDisks::exists);
        if (!existing && !file.has("clearpart")) {
            complaints.add(
                    Complaint.warning(
                            0, "clearpart is missing: the installer may find no room on the disk"));
        }
        if (!existing && !file.has("zerombr")) {
            complaints.add(
                    Complaint.warning(
                            0,
                            "zerombr is missing: the installer may ask about a disk without a"
                                    + " partition table"));
        }
        return complaints;
    }
}
