package org.imagefactory.service.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.imagefactory.files.Ownership;
import org.imagefactory.files.WholeFile;

/**
 * The log of one image: lines with the time in front of them, in a file that is removed with the
 * image. Whoever reads it meanwhile sees whole lines.
 */
final class LogFile {

    /** More is no reading for anybody, and the disk is others', too. */
    static final long LONGEST = 16 << 20;

    private static final String FULL = "warning: the log has as many bytes as it may have; no more";

    private final Path file;
    private final Clock clock;
    private String last = "";
    private boolean full;

    LogFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Begins an empty one; one that is there already is gone on with. */
    void begin() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(WholeFile.PRIVATE)));
        } catch (FileAlreadyExistsException e) {
            Ownership.requireRegular(file);
        }
    }

    /**
     * Adds a line. One of an image that is gone is lost, and makes no file anew.
     *
     * @param line without a line feed
     */
    synchronized void add(String line) {
        if (full) {
            return;
        }
        last = line;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
            full = channel.size() > LONGEST;
            String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            String text = "%s %s\n".formatted(time, full ? FULL : line);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            full = true;
        } catch (IOException e) {
            // The image is worth more than its log.
        }
    }

    /** The same unless the last line ends with it: plugins that say it themselves say more. */
    synchronized void addNews(String line) {
        if (!last.endsWith(line)) {
            add(line);
        }
    }
}
