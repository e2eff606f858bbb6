package org.imagefactory.fuzz;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One file in memory, written anew for each try. */
public final class Scratch {

    private static @Nullable Path file;

    private Scratch() {}

    /** A file with these bytes, and a hole behind them up to a size. */
    public static synchronized Path with(byte[] bytes, long size) throws IOException {
        if (file == null) {
            Path memory = Path.of("/dev/shm");
            file =
                    Files.isWritable(memory)
                            ? Files.createTempFile(memory, "fuzz", "")
                            : Files.createTempFile("fuzz", "");
            file.toFile().deleteOnExit();
        }
        Path made = Optional.ofNullable(file).orElseThrow();
        Files.write(made, bytes);
        if (size > bytes.length) {
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.allocate(1), size - 1);
            }
        }
        return made;
    }
}
