package org.imagefactory.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.fuzz.Scratch;

/** Entries for the fuzzer. */
public final class DiskTargets {

    private static final int SIZE = 256 << 10;

    private DiskTargets() {}

    public static void mbr(byte[] bytes) throws IOException {
        byte[] signed = Arrays.copyOf(bytes, Math.max(1024, bytes.length));
        for (int at = 510; at + 1 < signed.length; at += 512) {
            signed[at] = 0x55;
            signed[at + 1] = (byte) 0xaa;
        }
        table(Scratch.with(signed, SIZE));
        table(Scratch.with(bytes, SIZE));
    }

    /** With right checksums, which a fuzzer does not find by itself. */
    public static void gpt(byte[] bytes) throws IOException {
        ByteBuffer disk = ByteBuffer.allocate(128 << 10).order(ByteOrder.LITTLE_ENDIAN);
        disk.put(450, (byte) 0xee).putInt(454, 1).putInt(458, 511).putShort(510, (short) 0xaa55);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = in.remaining() > 8 ? in.getInt() : 1;
        int entry = in.remaining() > 8 ? in.getInt() : 128;
        disk.position(1024);
        byte[] entries = new byte[Math.min(in.remaining(), disk.remaining())];
        in.get(entries);
        disk.put(entries);
        long length = (long) count * entry;
        boolean possible = length > 0 && length <= disk.capacity() - 1024;
        disk.putLong(512, 0x5452415020494645L).putInt(520, 0x10000).putInt(524, 92);
        disk.putLong(536, 1).putLong(584, 2).putInt(592, count).putInt(596, entry);
        disk.putInt(600, possible ? crc(disk.array(), 1024, (int) length) : 0);
        disk.putInt(528, crc(disk.array(), 512, 92));
        table(Scratch.with(disk.array(), SIZE));
    }

    private static int crc(byte[] bytes, int start, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }

    private static void table(Path disk) throws IOException {
        try {
            PartitionTable table = PartitionTable.read(disk);
            for (Partition partition : table.partitions()) {
                if (partition.offset() < 0
                        || partition.length() < 0
                        || partition.offset() > SIZE
                        || partition.length() > SIZE - partition.offset()) {
                    throw new IllegalStateException(partition + " is not within the disk");
                }
                FileSystemUsage.usedBytes(disk, partition);
            }
            if (table.summary().isEmpty()) {
                throw new IllegalStateException("nothing to say");
            }
        } catch (ImageCheckException e) {
            // the right answer to most of it
        }
    }

    public static void fat(byte[] bytes) throws IOException {
        Path disk = Scratch.with(bytes, SIZE);
        Partition partition = new Partition(1, 0, SIZE, FileSystemType.VFAT);
        try {
            FatFiles.has(disk, partition, List.of("EFI", "BOOT", "BOOTX64.EFI"));
            FatFiles.walk(
                    disk,
                    partition,
                    file -> {
                        if (file.path().chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                            throw new IllegalStateException("a name that is not harmless");
                        }
                        file.copy(OutputStream.nullOutputStream());
                    });
        } catch (ImageCheckException e) {
            // the right answer to most of it
        }
    }

    public static void extSuperblock(byte[] bytes) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(1024 + Math.max(1024, bytes.length));
        block.position(1024);
        block.put(bytes);
        block.order(ByteOrder.LITTLE_ENDIAN).putShort(1024 + 56, (short) 0xEF53);
        Path disk = Scratch.with(block.array(), SIZE);
        try {
            ExtSuperblock.read(disk, 0).usedBytes();
            for (FileSystemType type : FileSystemType.values()) {
                if (FileSystemUsage.usedBytes(disk, new Partition(1, 0, SIZE, type)) < 0) {
                    throw new IllegalStateException("less than nothing is in use");
                }
            }
        } catch (ImageCheckException e) {
            // the right answer to most of it
        }
        table(disk);
    }

    public static void imageHeader(byte[] bytes) throws IOException {
        try {
            ImageFormat.of(Scratch.with(bytes, 0));
        } catch (ImageCheckException e) {
            // the right answer to most of it
        }
    }
}
