package org.imagefactory.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.imagefactory.fuzz.Scratch;
import org.imagefactory.fuzz.Targets;
import org.imagefactory.tools.DamagedFileSystemException;

/** Entries for the fuzzer. */
public final class GuestTargets {

    private static final int XFS_BYTES = 256 << 10;

    private static final int EXT_BYTES = 256 << 10;

    private GuestTargets() {}

    /** Inodes and what follows, behind a superblock that a fuzzer does not find by itself. */
    public static void ext(byte[] bytes) throws IOException, InterruptedException {
        ByteBuffer disk = ByteBuffer.allocate(EXT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        disk.putInt(1024, 16).putInt(1024 + 4, 256).putInt(1024 + 20, 1);
        disk.putInt(1024 + 32, 8192).putInt(1024 + 40, 16).putShort(1024 + 56, (short) 0xEF53);
        disk.putShort(1024 + 58, (short) 1).putInt(1024 + 76, 1).putInt(1024 + 84, 11);
        disk.putShort(1024 + 88, (short) 128).putInt(1024 + 92, 4).putInt(1024 + 96, 0x42);
        disk.putInt(1024 + 224, 8).putInt(2048 + 8, 5);
        disk.position(5 * 1024);
        disk.put(bytes, 0, Math.min(bytes.length, disk.remaining()));
        Path file = Scratch.with(disk.array(), EXT_BYTES);
        try (Volume volume = ExtVolume.open(file, 0, EXT_BYTES)) {
            RootTar.write(volume, OutputStream.nullOutputStream(), done -> {});
        } catch (DamagedFileSystemException e) {
            // the right answer to most of it
        }
        try {
            ExtJournal.empty(file, 0, EXT_BYTES);
        } catch (DamagedFileSystemException e) {
            // and here
        }
    }

    /** Behind a superblock and a journal that a fuzzer does not find by itself. */
    public static void xfs(byte[] bytes) throws IOException {
        ByteBuffer disk = ByteBuffer.allocate(XFS_BYTES);
        disk.putInt(0, 0x58465342).putInt(4, 4096).putLong(48, 2).putLong(56, 32);
        disk.putInt(84, 64).putInt(88, 1).putInt(96, 2).putShort(100, (short) 0xb4a5);
        disk.putShort(104, (short) 512).put(120, (byte) 12).put(123, (byte) 3);
        disk.put(124, (byte) 6).putInt(216, 0x2b);
        disk.putInt(8192, 0xFEEDBABE).putInt(8192 + 40, 1).put(8192 + 512 + 9, (byte) 0x20);
        disk.position(4 * 4096);
        disk.put(bytes, 0, Math.min(bytes.length, disk.remaining()));
        Path file = Scratch.with(disk.array(), XFS_BYTES);
        try (Volume volume = XfsVolume.open(file, 0, XFS_BYTES)) {
            RootTar.write(volume, OutputStream.nullOutputStream(), done -> {});
        } catch (DamagedFileSystemException e) {
            // the right answer to most of it
        }
    }

    public static void inodeDump(byte[] bytes) {
        ContentReader.bytes(Targets.text(bytes).lines().toList());
    }
}
