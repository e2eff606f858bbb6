package org.imagefactory.disk;

import org.imagefactory.spec.DataSize;

/**
 * One partition of a disk, or the whole disk where a file system starts at its first sector.
 *
 * @param number as Linux counts: logical partitions start at 5; 0 for the whole disk
 * @param offset of its first byte in the disk file
 * @param length in bytes
 * @param fileSystem what it holds
 * @param role what the table says that it is for
 */
public record Partition(
        int number, long offset, long length, FileSystemType fileSystem, PartitionRole role) {

    /** One of the system's own. */
    public Partition(int number, long offset, long length, FileSystemType fileSystem) {
        this(number, offset, length, fileSystem, PartitionRole.SYSTEM);
    }

    /** The name that it has in the guest, on a virtio disk: {@code vda1}. */
    public String name() {
        return number == 0 ? "vda" : "vda" + number;
    }

    /** For messages: {@code vda1 ext4 1.5 GiB}. */
    @Override
    public String toString() {
        return "%s %s %s".formatted(name(), fileSystem.label(), new DataSize(length));
    }
}
