package org.imagefactory.spec;

/**
 * The disk to install to and the file to make of it.
 *
 * @param size of the virtual disk
 * @param format of the finished image
 * @param keepRaw keep the raw file beside an image of another format
 * @param compression of a qcow2 image
 * @param zeroFree how free blocks are emptied
 * @param onePartition refuse an installed disk that has not exactly one partition
 */
public record Disk(
        DataSize size,
        DiskFormat format,
        boolean keepRaw,
        Compression compression,
        ZeroFree zeroFree,
        boolean onePartition) {}
