package org.imagefactory.clouds.oci;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.imagefactory.clouds.disk.FileStream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.plugin.Parameters;

/** How a whole archive is compressed. */
enum ArchiveCompression {
    NONE,
    XZ,
    GZIP,
    BZIP2;

    private static final Duration LIMIT = Duration.ofHours(12);

    static ArchiveCompression of(Parameters parameters) throws BuildException {
        String word = parameters.text("compress").orElse("");
        return switch (word) {
            case "" -> NONE;
            case "xz" -> XZ;
            case "gzip" -> GZIP;
            case "bzip2" -> BZIP2;
            default ->
                    throw new ConfigurationException(
                            "compress is '%s'; it can be: bzip2, gzip, xz"
                                    .formatted(PrintableText.of(word)),
                            "");
        };
    }

    /**
     * @param file is gone afterwards if it is not the result
     * @return the result, beside the file
     */
    Path compress(Path file, ProcessRunner runner)
            throws IOException, CommandException, InterruptedException {
        switch (this) {
            case XZ -> runner.run(Command.of(Program.XZ, "-T0", "-q", "" + file).within(LIMIT));
            case GZIP -> runner.run(Command.of(Program.GZIP, "-n", "" + file).within(LIMIT));
            case BZIP2 -> {
                Path made = file.resolveSibling(file.getFileName() + ".bz2");
                try (OutputStream out =
                        new BZip2CompressorOutputStream(Files.newOutputStream(made))) {
                    FileStream.copy(file, out, done -> {});
                }
                Files.delete(file);
                return made;
            }
            case NONE -> {
                return file;
            }
        }
        return file.resolveSibling(file.getFileName() + (this == XZ ? ".xz" : ".gz"));
    }

    /**
     * Undoes it.
     *
     * @param folder takes the result
     * @return the file itself if it is not compressed
     */
    static Path plain(Path file, Path folder, ProcessRunner runner)
            throws IOException, CommandException, InterruptedException {
        ArchiveCompression compression = of(file);
        if (compression == NONE) {
            return file;
        }
        Path made = folder.resolve("image.tar");
        if (compression == BZIP2) {
            try (InputStream in =
                    new BZip2CompressorInputStream(
                            new BufferedInputStream(Files.newInputStream(file)), true)) {
                Files.copy(in, made);
            }
            return made;
        }
        String suffix = compression == XZ ? ".xz" : ".gz";
        Path link = Files.createSymbolicLink(folder.resolve("image.tar" + suffix), file);
        // by force, for it is a link
        runner.run(
                Command.of(
                                compression == XZ ? Program.XZ : Program.GZIP,
                                "-d",
                                "-k",
                                "-f",
                                "-q",
                                link.toString())
                        .within(LIMIT));
        return made;
    }

    private static ArchiveCompression of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(3);
        }
        if (start.length < 3) {
            return NONE;
        }
        return switch ((start[0] & 0xff) << 16 | (start[1] & 0xff) << 8 | (start[2] & 0xff)) {
            case 0xfd377a -> XZ;
            case 0x1f8b08 -> GZIP;
            case 0x425a68 -> BZIP2;
            default -> NONE;
        };
    }
}
