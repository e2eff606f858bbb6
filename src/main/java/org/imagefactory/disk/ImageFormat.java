package org.imagefactory.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.spec.DiskFormat;

/**
 * Tells the format of an image file that anybody may have made. Reads its first bytes and nothing
 * else: tools that probe a format follow what an image refers to, and an image can refer to any
 * file of the host.
 */
public final class ImageFormat {

    private static final int HEADER = 512;
    private static final int BACKING_FILE = 8;
    private static final int VERSION = 4;
    private static final int INCOMPATIBLE = 72;
    private static final long EXTERNAL_DATA = 4;
    private static final int QED_FEATURES = 16;
    private static final int QED_BACKING_FILE = 1;

    /** How files that are no raw disks begin, and what qemu-img calls them. */
    private static final Map<String, String> FORMATS =
            Map.ofEntries(
                    Map.entry("QFI\u00fb", "qcow2"),
                    Map.entry("KDMV", "vmdk"),
                    Map.entry("COWD", "vmdk"),
                    Map.entry("# Disk DescriptorFile", "vmdk"),
                    Map.entry("conectix", "vpc"),
                    Map.entry("vhdxfile", "vhdx"),
                    Map.entry("<<< ", "vdi"),
                    Map.entry("QED\0", "qed"),
                    Map.entry("WithoutFreeSpace", "parallels"),
                    Map.entry("WithouFreSpacExt", "parallels"));

    /** How files begin that hold an image in another way, and what undoes it. */
    private static final Map<String, String> PACKED =
            Map.of(
                    "\u001f\u008b", "gunzip",
                    "\u00fd7zXZ\0", "unxz",
                    "(\u00b5/\u00fd", "unzstd",
                    "BZh", "bunzip2",
                    "\u0004\"M\u0018", "unlz4",
                    "PK\u0003\u0004", "unzip",
                    "7z\u00bc\u00af", "7z x");

    private ImageFormat() {}

    /**
     * The format by qemu-img's name.
     *
     * @return raw where the file begins like no other
     * @throws IOException the file cannot be read
     * @throws ImageCheckException the file is compressed, or refers to another file
     */
    public static String name(Path file) throws IOException, ImageCheckException {
        byte[] first = header(file);
        ByteBuffer header = ByteBuffer.wrap(first);
        String start = new String(first, StandardCharsets.ISO_8859_1);
        Optional<String> unpacker = find(PACKED, start);
        if (unpacker.isPresent()) {
            throw new ImageCheckException(
                    file + " is a compressed file, not an image",
                    "unpack it first, with '%s'".formatted(unpacker.get()));
        }
        String format = find(FORMATS, start).orElse(DiskFormat.RAW.suffix());
        if (format.equals("qcow2") ? refers(header) : format.equals("qed") && qedRefers(header)) {
            throw new ImageCheckException(
                    file + " is only a part of an image: it needs another file",
                    "if you trust it, make one image of them with 'qemu-img convert -O qcow2'");
        }
        return format;
    }

    /**
     * The command that unpacks the file.
     *
     * @return empty if the file is not compressed as a whole
     * @throws IOException the file cannot be read
     */
    public static Optional<String> unpacker(Path file) throws IOException {
        return find(PACKED, new String(header(file), StandardCharsets.ISO_8859_1));
    }

    private static byte[] header(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // until it is full or the file ends
            }
        }
        return header.array();
    }

    /**
     * @return the format; raw where the file begins like no other
     * @throws IOException the file cannot be read
     * @throws ImageCheckException the image is of another format, or refers to another file
     */
    public static DiskFormat of(Path file) throws IOException, ImageCheckException {
        return switch (name(file)) {
            case "raw" -> DiskFormat.RAW;
            case "qcow2" -> DiskFormat.QCOW2;
            default ->
                    throw new ImageCheckException(
                            file + " is neither a raw nor a qcow2 image",
                            "convert it with 'qemu-img convert -O qcow2'");
        };
    }

    private static Optional<String> find(Map<String, String> kinds, String start) {
        return kinds.entrySet().stream()
                .filter(kind -> start.startsWith(kind.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The fields are those of QEMU's docs/interop/qcow2.txt. */
    private static boolean refers(ByteBuffer header) {
        boolean hasFeatures = header.getInt(VERSION) > 2;
        return header.getLong(BACKING_FILE) != 0
                || (hasFeatures && (header.getLong(INCOMPATIBLE) & EXTERNAL_DATA) != 0);
    }

    /** As in QEMU's docs/interop/qed_spec.rst; its numbers are little-endian. */
    private static boolean qedRefers(ByteBuffer header) {
        return (header.get(QED_FEATURES) & QED_BACKING_FILE) != 0;
    }
}
