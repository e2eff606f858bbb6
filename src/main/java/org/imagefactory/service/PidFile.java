package org.imagefactory.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.aeolus.Settings;
import org.imagefactory.files.WholeFile;
import org.slf4j.LoggerFactory;

/** Says which process the daemon is, for old init scripts; there only while it runs detached. */
final class PidFile {

    /** Nothing is written. */
    static final PidFile NONE = new PidFile(Optional.empty());

    private final Optional<Path> file;

    private PidFile(Optional<Path> file) {
        this.file = file;
    }

    /**
     * @throws IOException the file cannot be written
     */
    static PidFile write(Start process, Settings settings) throws IOException {
        if (!process.detached()) {
            return NONE;
        }
        Path file = Path.of(settings.text(Setting.PID_FILE));
        String text = ProcessHandle.current().pid() + "\n";
        WholeFile.write(file, text.getBytes(StandardCharsets.US_ASCII), WholeFile.PUBLIC);
        return new PidFile(Optional.of(file));
    }

    /** What remains of it does no harm. */
    void remove() {
        try {
            if (file.isPresent()) {
                Files.deleteIfExists(file.get());
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(PidFile.class)
                    .warn("cannot remove {}: {}", file.get(), e.getMessage());
        }
    }
}
