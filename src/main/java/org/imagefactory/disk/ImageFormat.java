package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.spec.DiskFormat;

/**
 * Tells the format of an image file that anybody may have made. Reads its first bytes and nothing
 * else: tools that probe a format follow what an image refers to, and an image can refer to any
 * file of the host.
 */
public final class ImageFormat {

    private static final int HEADER = 104;
    private static final int BACKING_FILE = 8;
    private static final int VERSION = 4;
    private static final int INCOMPATIBLE = 72;
    private static final long EXTERNAL_DATA = 4;

    /** How other formats of virtual disks begin. */
    private static final List<String> OTHERS =
            List.of(
                    "KDMV",
                    "COWD",
                    "# Disk DescriptorFile",
                    "conectix",
                    "vhdxfile",
                    "<<< ",
                    "QED\0",
                    "WithoutFreeSpace",
                    "WithouFreSpacExt");

    private ImageFormat() {}

    /**
     * @return the format; raw where the file begins like no other
     * @throws IOException the file cannot be read
     * @throws ImageCheckException the image is of another format, or refers to another file
     */
    public static DiskFormat of(Path file) throws IOException, ImageCheckException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // until it is full or the file ends
            }
        }
        String start = new String(header.array(), StandardCharsets.ISO_8859_1);
        if (start.startsWith("QFI\u00fb")) {
            requireAlone(file, header);
            return DiskFormat.QCOW2;
        }
        if (OTHERS.stream().anyMatch(start::startsWith)) {
            throw new ImageCheckException(
                    file + " is neither a raw nor a qcow2 image",
                    "convert it with 'qemu-img convert -O qcow2'");
        }
        return DiskFormat.RAW;
    }

    /** The fields are those of QEMU's docs/interop/qcow2.txt. */
    private static void requireAlone(Path file, ByteBuffer header) throws ImageCheckException {
        boolean hasFeatures = header.getInt(VERSION) > 2;
        boolean refers =
                header.getLong(BACKING_FILE) != 0
                        || (hasFeatures && (header.getLong(INCOMPATIBLE) & EXTERNAL_DATA) != 0);
        if (refers) {
            throw new ImageCheckException(
                    file + " is only a part of an image: it refers to another file",
                    "if you trust it, convert it with 'qemu-img convert -O qcow2'");
        }
    }
}
