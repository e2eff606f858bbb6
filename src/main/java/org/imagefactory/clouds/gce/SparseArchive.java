package org.imagefactory.clouds.gce;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.imagefactory.clouds.gce.DataRuns.Run;
import org.imagefactory.disk.RangeCopy;

/**
 * A tar archive of the old GNU format with one sparse file, by gzip. The same disk gives the same
 * archive, whatever of it the host has allocated.
 *
 * <p>The places in the header are those of {@code struct oldgnu_header} and {@code struct
 * sparse_header} in the manual of GNU tar, Basic Tar Format.
 */
final class SparseArchive {

    private static final int BLOCK = 512;

    /** tar writes as many blocks at once, and archives are as many long. */
    private static final int RECORD = 20 * BLOCK;

    private static final int IN_HEADER = 4;
    private static final int IN_EXTENSION = 21;
    private static final int NUMBER = 12;
    private static final int BUFFER_BYTES = 1 << 17;

    private final FileChannel disk;
    private final OutputStream out;
    private long written;

    private SparseArchive(FileChannel disk, OutputStream out) {
        this.disk = disk;
        this.out = out;
    }

    /**
     * @param disk a raw one
     * @param extents outside of which it has only zeros, in their order
     * @param bytes of the file in the archive, at least those of the disk; a multiple of 4096
     * @param archive is made, or replaced
     * @param position hears how many bytes of data are packed
     */
    static void write(Path disk, List<Run> extents, long bytes, Path archive, LongConsumer position)
            throws IOException, InterruptedException {
        GzipParameters usual = new GzipParameters();
        usual.setBufferSize(BUFFER_BYTES);
        try (FileChannel in = FileChannel.open(disk, StandardOpenOption.READ)) {
            List<Run> runs = DataRuns.of(in, extents);
            try (OutputStream out =
                    new GzipCompressorOutputStream(Files.newOutputStream(archive), usual)) {
                SparseArchive made = new SparseArchive(in, out);
                made.header(runs, bytes);
                made.data(runs, position);
                made.put(new byte[2 * BLOCK]);
                made.put(new byte[(int) ((RECORD - made.written % RECORD) % RECORD)]);
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        }
    }

    private void header(List<Run> runs, long bytes) throws IOException {
        List<Run> map = new ArrayList<>(runs);
        if (map.isEmpty() || map.get(map.size() - 1).end() < bytes) {
            map.add(new Run(bytes, 0)); // it ends with a hole
        }
        byte[] header = new byte[BLOCK];
        text(header, 0, "disk.raw");
        text(header, 100, "0000644");
        text(header, 108, "0000000"); // owner
        text(header, 116, "0000000"); // group
        number(header, 124, runs.stream().mapToLong(Run::bytes).sum());
        number(header, 136, 0); // time
        header[156] = 'S';
        text(header, 257, "ustar  ");
        int done = map(header, 386, map.subList(0, Math.min(IN_HEADER, map.size())));
        header[482] = (byte) (done < map.size() ? 1 : 0);
        number(header, 483, bytes);
        checksum(header);
        put(header);
        while (done < map.size()) {
            byte[] more = new byte[BLOCK];
            int end = Math.min(done + IN_EXTENSION, map.size());
            done += map(more, 0, map.subList(done, end));
            more[504] = (byte) (done < map.size() ? 1 : 0);
            put(more);
        }
    }

    private void data(List<Run> runs, LongConsumer position)
            throws IOException, InterruptedException {
        byte[] bytes = new byte[BUFFER_BYTES];
        long done = 0;
        for (Run run : runs) {
            for (long offset = run.offset(); offset < run.end(); offset += bytes.length) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                int length = (int) Math.min(bytes.length, run.end() - offset);
                RangeCopy.fill(disk, offset, ByteBuffer.wrap(bytes), length);
                out.write(bytes, 0, length);
                written += length;
                done += length;
                position.accept(done);
            }
        }
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private static int map(byte[] block, int place, List<Run> runs) {
        int at = place;
        for (Run run : runs) {
            number(block, at, run.offset());
            number(block, at + NUMBER, run.bytes());
            at += 2 * NUMBER;
        }
        return runs.size();
    }

    /** Those of more than eleven octal digits are binary. */
    private static void number(byte[] block, int place, long value) {
        TarUtils.formatLongOctalOrBinaryBytes(value, block, place, NUMBER);
    }

    private static void text(byte[] block, int place, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, place, bytes.length);
    }

    /** Over the header with blanks in its own place. */
    private static void checksum(byte[] header) {
        text(header, 148, " ".repeat(8));
        TarUtils.formatCheckSumOctalBytes(TarUtils.computeCheckSum(header), header, 148, 8);
    }
}
