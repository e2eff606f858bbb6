package org.imagefactory.disk;

/** What the partition table says that a partition is for. */
public enum PartitionRole {
    /** The system's own. */
    SYSTEM,
    /** The EFI system partition: UEFI starts boot loaders from it. */
    ESP,
    /** Room for GRUB's core on a disk with a GPT that a BIOS boots. */
    BIOS_BOOT;

    private static final int MBR_ESP = 0xEF;

    /** By the type byte of an MBR entry. */
    static PartitionRole ofMbr(int type) {
        return type == MBR_ESP ? ESP : SYSTEM;
    }

    /**
     * By the type GUID of a GPT entry, as two little-endian halves: C12A7328-… and 21686148-…, as
     * the UEFI specification and GRUB's manual list them.
     */
    static PartitionRole ofGpt(long first, long second) {
        if (first == 0x11D2F81FC12A7328L && second == 0x3BC93EC9A0004BBAL) {
            return ESP;
        }
        return first == 0x6E6F644921686148L && second == 0x4946456465654E74L ? BIOS_BOOT : SYSTEM;
    }
}
