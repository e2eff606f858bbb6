package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.imagefactory.error.ImageCheckException;

/**
 * The first bytes of a VMDK file. Some kinds are only a list of other files, any of the host's;
 * which kind it is QEMU finds out by itself, so it is found out here before QEMU sees the file. The
 * fields are those of VMware's "Virtual Disk Format 5.0".
 */
public final class VmdkHeader {

    private static final String SPARSE = "KDMV";
    private static final int CAPACITY = 12;
    private static final int LENGTH = 512;

    /** Where the description begins, and all that QEMU reads of it. */
    private static final int DESCRIPTION = 512;

    private static final int LONGEST_DESCRIPTION = 20 * 512;
    private static final String PARENT = "parentFileNameHint";

    private VmdkHeader() {}

    /**
     * @throws ImageCheckException the disk is in other files, or needs another one
     * @throws IOException the file cannot be read
     */
    public static void requireOneFile(Path file) throws IOException, ImageCheckException {
        ByteBuffer start =
                ByteBuffer.allocate(LENGTH + LONGEST_DESCRIPTION).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (start.hasRemaining() && channel.read(start) >= 0) {
                // until it is full or the file ends
            }
        }
        String text = new String(start.array(), StandardCharsets.ISO_8859_1);
        boolean whole = text.startsWith(SPARSE) && start.getLong(CAPACITY) != 0;
        if (!whole || text.indexOf(PARENT, DESCRIPTION) >= 0) {
            throw new ImageCheckException(
                    file + " is only a part of a disk: it needs other files",
                    "if you trust it, make one image of them with 'qemu-img convert -O qcow2'");
        }
    }
}
