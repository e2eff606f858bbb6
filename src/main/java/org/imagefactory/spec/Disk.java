package org.imagefactory.spec;

import java.util.List;

/**
 * The disk to install to and the file to make of it.
 *
 * @param size of the virtual disk
 * @param format of the finished image
 * @param keepRaw keep the raw file beside an image of another format
 * @param compression of a qcow2 image
 * @param zeroFree how free blocks are emptied
 * @param onePartition refuse an installed disk that has not exactly one partition, what only the
 *     firmware reads aside
 * @param table kind of partition table that the installed disk must have; {@link TableKind#AUTO}
 *     for any
 * @param root file system that the installed system is to have
 * @param forms that clouds take of the finished image, each in a file beside it
 */
public record Disk(
        DataSize size,
        DiskFormat format,
        boolean keepRaw,
        Compression compression,
        ZeroFree zeroFree,
        boolean onePartition,
        TableKind table,
        RootFileSystem root,
        List<CloudForm> forms) {

    public Disk {
        forms = List.copyOf(forms);
    }

    /** Without a form for a cloud. */
    public Disk(
            DataSize size,
            DiskFormat format,
            boolean keepRaw,
            Compression compression,
            ZeroFree zeroFree,
            boolean onePartition,
            TableKind table,
            RootFileSystem root) {
        this(size, format, keepRaw, compression, zeroFree, onePartition, table, root, List.of());
    }

    /** With any partition table, and ext4. */
    public Disk(
            DataSize size,
            DiskFormat format,
            boolean keepRaw,
            Compression compression,
            ZeroFree zeroFree,
            boolean onePartition) {
        this(
                size,
                format,
                keepRaw,
                compression,
                zeroFree,
                onePartition,
                TableKind.AUTO,
                RootFileSystem.EXT4);
    }
}
