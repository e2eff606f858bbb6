package org.imagefactory.clouds.oci;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.imagefactory.clouds.disk.FileStream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.Problem;
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
                            List.of(
                                    new Problem(
                                            "",
                                            "compress is '%s'; it can be: bzip2, gzip, xz"
                                                    .formatted(PrintableText.of(word)))),
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
}
