package org.imagefactory.difference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.spec.DataSize;

/** Unpacks images that are compressed as a whole, up to what there is room for. */
final class Unpacking {

    /** Stays free for all others. */
    private static final long RESERVE = 1L << 30;

    private record Packing(Program program, String suffix) {}

    /** By what {@link ImageFormat#unpacker} calls that which undoes it. */
    private static final Map<String, Packing> PACKINGS =
            Map.of(
                    "gunzip", new Packing(Program.GZIP, ".gz"),
                    "unxz", new Packing(Program.XZ, ".xz"),
                    "unzstd", new Packing(Program.ZSTD, ".zst"));

    private Unpacking() {}

    /**
     * @param folder takes the unpacked file
     * @return the file itself where it is not compressed
     */
    static Path unpacked(ProcessRunner runner, Path file, Path folder)
            throws IOException,
                    CommandException,
                    HostException,
                    ImageCheckException,
                    InterruptedException {
        Packing packing = PACKINGS.get(ImageFormat.unpacker(file).orElse(""));
        if (packing == null) {
            return file; // whoever reads it says that it cannot
        }
        long room = Math.max(1, Files.getFileStore(folder).getUsableSpace() - RESERVE);
        Path link = folder.resolve("image" + packing.suffix());
        Files.createSymbolicLink(link, file);
        List<String> words = new ArrayList<>(List.of("--fsize=" + room));
        words.addAll(List.of(packing.program().command(), "-d", "-k", "-f", "-q", link.toString()));
        try {
            runner.run(Command.of(Program.PRLIMIT, words));
        } catch (CommandFailedException e) {
            throw new ImageCheckException(
                    "%s cannot be unpacked, or not into %s: %s"
                            .formatted(file, new DataSize(room), e.getMessage()),
                    "set TMPDIR to a folder with more room, if that is what is missing",
                    e);
        }
        return folder.resolve("image");
    }
}
