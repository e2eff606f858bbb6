package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.imagefactory.error.ImageCheckException;

/** The first sector of a disk, which a BIOS starts. */
public final class BootSector {

    /** Behind it are the disk's signature and the partition table. */
    private static final int CODE_BYTES = 440;

    private BootSector() {}

    /**
     * Whether there is anything that could be code.
     *
     * @throws ImageCheckException the disk is smaller than that
     */
    public static boolean hasCode(Path file) throws IOException, ImageCheckException {
        try (DiskFile disk = DiskFile.open(file)) {
            return !disk.read(0, CODE_BYTES).equals(ByteBuffer.allocate(CODE_BYTES));
        }
    }
}
