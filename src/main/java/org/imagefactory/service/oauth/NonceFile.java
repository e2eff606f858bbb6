package org.imagefactory.service.oauth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.error.FileReason;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;

/**
 * The nonces that were used lately, in a file: what was sent to one run of the service cannot be
 * sent again to the next one. Safe for threads.
 */
public final class NonceFile {

    /** A nonce of a client, by digests, and when it came, in seconds. */
    record Line(long second, String client, String nonce) {

        String text() {
            return "%d %s %s\n".formatted(second, client, nonce);
        }
    }

    private static final Pattern LINE =
            Pattern.compile("([0-9]{1,12}) ([A-Za-z0-9+/=]{24}) ([A-Za-z0-9+/=]{24})");
    private static final int LONGEST = 32 << 20;

    private final Path file;
    private final Consumer<String> warnings;
    private boolean warned;

    /** So many bytes are looked through for what is old. */
    private long full = 8 << 20;

    /**
     * @param file is made with the first nonce; for this user alone
     * @param warnings hears when nonces cannot be kept
     */
    public NonceFile(Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    /**
     * What was kept since then; what is no line of this file counts for nothing.
     *
     * @param since in seconds
     */
    synchronized List<Line> since(long since) {
        List<Line> lines = new ArrayList<>();
        try {
            new String(RegularFile.read(file, LONGEST), StandardCharsets.US_ASCII)
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(m -> new Line(Long.parseLong(m.group(1)), m.group(2), m.group(3)))
                    .filter(line -> line.second() >= since)
                    .forEach(lines::add);
        } catch (NoSuchFileException e) {
            // The first run.
        } catch (IOException e) {
            warn(e);
        }
        return lines;
    }

    /**
     * Keeps one more.
     *
     * @param since older ones need not be kept, in seconds
     */
    synchronized void add(Line line, long since) {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND,
                                LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(WholeFile.PRIVATE)))) {
            channel.write(ByteBuffer.wrap(line.text().getBytes(StandardCharsets.US_ASCII)));
            if (channel.size() > full) {
                shorten(since);
            }
        } catch (IOException e) {
            warn(e);
        }
    }

    private void shorten(long since) throws IOException {
        StringBuilder text = new StringBuilder();
        since(since).forEach(line -> text.append(line.text()));
        full = Math.max(full, 2L * text.length());
        WholeFile.write(
                file, text.toString().getBytes(StandardCharsets.US_ASCII), WholeFile.PRIVATE);
    }

    private void warn(IOException failure) {
        if (!warned) {
            warned = true;
            warnings.accept(
                    "OAuth nonces are not remembered over a restart: "
                            + FileReason.withPath(failure));
        }
    }
}
