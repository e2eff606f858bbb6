package org.imagefactory.clouds.disk;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * A tar archive whose members come in the order in which they are added; the same ones give the
 * same archive. Sizes beyond 8 GiB are written as GNU tar does.
 */
public final class Archive implements Closeable {

    private static final int BUFFER_BYTES = 1 << 20;

    private final TarArchiveOutputStream tar;

    private Archive(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /** One that is not compressed. */
    public static Archive plain(Path file) throws IOException {
        return new Archive(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    /** Disks are compressed already, so more effort would gain nothing. */
    public static Archive compressed(Path file) throws IOException {
        GzipParameters fast = new GzipParameters();
        fast.setCompressionLevel(Deflater.BEST_SPEED);
        fast.setBufferSize(BUFFER_BYTES);
        return new Archive(new GzipCompressorOutputStream(Files.newOutputStream(file), fast));
    }

    /** Adds a small file. */
    public void add(String name, String content) throws IOException {
        add(new TarArchiveEntry(name), content);
    }

    /**
     * Adds a small file with another name for those who do not know the extended headers of POSIX.
     *
     * @param name of ASCII characters
     * @param plainName the other one; the header has it at its end, too
     */
    public void add(String name, String plainName, String content) throws IOException {
        String field = " path=" + name + "\n";
        int length = field.length() + 1;
        while (length != field.length() + String.valueOf(length).length()) {
            length++;
        }
        add(
                new TarArchiveEntry(
                        "PaxHeaders/" + plainName, TarConstants.LF_PAX_EXTENDED_HEADER_LC),
                length + field);
        add(plainName, content);
    }

    private void add(TarArchiveEntry entry, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        begin(entry, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /**
     * Adds a file.
     *
     * @param position hears how many bytes are done
     */
    public void add(String name, Path file, LongConsumer position)
            throws IOException, InterruptedException {
        begin(new TarArchiveEntry(name), Files.size(file));
        FileStream.copy(file, tar, position);
        tar.closeArchiveEntry();
    }

    private void begin(TarArchiveEntry entry, long size) throws IOException {
        entry.setSize(size);
        entry.setMode(0100644);
        entry.setModTime(0L);
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
