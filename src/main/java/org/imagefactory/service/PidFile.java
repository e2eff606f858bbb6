package org.imagefactory.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.aeolus.Settings;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.slf4j.LoggerFactory;

/** Says which process the daemon is, for old init scripts; there only while it runs detached. */
final class PidFile {

    /** Nothing is written. */
    static final PidFile NONE = new PidFile(Optional.empty());

    private static final int LONGEST = 100;

    private final Optional<Path> file;

    private PidFile(Optional<Path> file) {
        this.file = file;
    }

    /**
     * @throws IOException the file cannot be written, or is that of another daemon
     */
    static PidFile write(Start process, Settings settings) throws IOException {
        if (!process.detached()) {
            return NONE;
        }
        Path file = Path.of(settings.text(Setting.PID_FILE));
        Optional<ProcessHandle> other = owner(file).filter(PidFile::isDaemon);
        if (other.isPresent() && other.get().pid() != ProcessHandle.current().pid()) {
            throw new IOException(
                    "%s is that of the daemon %d, which runs; the key pid_file names another one"
                            .formatted(file, other.get().pid()));
        }
        String text = ProcessHandle.current().pid() + "\n";
        WholeFile.write(file, text.getBytes(StandardCharsets.US_ASCII), WholeFile.PUBLIC);
        return new PidFile(Optional.of(file));
    }

    /** The process that a file names, if it lives. */
    private static Optional<ProcessHandle> owner(Path file) {
        try {
            String text =
                    new String(RegularFile.read(file, LONGEST), StandardCharsets.US_ASCII).strip();
            return text.matches("[1-9][0-9]{0,9}")
                    ? ProcessHandle.of(Long.parseLong(text))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A number is used again by other processes. */
    private static boolean isDaemon(ProcessHandle process) {
        return process.info().arguments().stream()
                .flatMap(Arrays::stream)
                .anyMatch(Main.class.getName()::equals);
    }

    /** What remains of it does no harm. */
    void remove() {
        try {
            if (file.isPresent()
                    && owner(file.get()).filter(ProcessHandle.current()::equals).isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(PidFile.class)
                    .warn("cannot remove {}: {}", file.get(), e.getMessage());
        }
    }
}
