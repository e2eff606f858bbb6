package org.imagefactory.difference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Optional<String> unpacker = ImageFormat.unpacker(file);
        Optional<Program> program =
                unpacker.flatMap(name -> Program.named(name.replaceFirst("^un|^gun", "")))
                        .or(() -> unpacker.filter("gunzip"::equals).map(any -> Program.GZIP));
        if (program.isEmpty()) {
            return file; // whoever reads it says that it cannot
        }
        String suffix =
                switch (program.get()) {
                    case GZIP -> ".gz";
                    case XZ -> ".xz";
                    default -> ".zst";
                };
        long room = Math.max(1, Files.getFileStore(folder).getUsableSpace() - RESERVE);
        Path link = folder.resolve("image" + suffix);
        Files.createSymbolicLink(link, file);
        List<String> words = new ArrayList<>(List.of("--fsize=" + room));
        words.addAll(List.of(program.get().command(), "-d", "-k", "-f", "-q", link.toString()));
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
