package org.imagefactory.clouds.gce;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.disk.RangeCopy;

/** Finds what is not zero in a disk, so that the same disk has the same parts wherever it lies. */
final class DataRuns {

    /** What file systems write at once; finer ones would save little. */
    static final int BLOCK = 4096;

    private static final int BUFFER_BYTES = 1 << 20;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK);

    private final FileChannel disk;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Run> runs = new ArrayList<>();
    private long looked;

    /** Whole blocks; the last one may go beyond the end of the disk. */
    record Run(long offset, long bytes) {

        long end() {
            return offset + bytes;
        }
    }

    private DataRuns(FileChannel disk) {
        this.disk = disk;
    }

    /**
     * @param extents outside of which there are only zeros, in their order
     */
    static List<Run> of(FileChannel disk, List<Run> extents)
            throws IOException, InterruptedException {
        DataRuns found = new DataRuns(disk);
        for (Run extent : extents) {
            found.look(Math.max(found.looked, extent.offset() / BLOCK * BLOCK), extent.end());
        }
        return found.runs;
    }

    private void look(long from, long end) throws IOException, InterruptedException {
        for (long offset = from; offset < end; offset += BUFFER_BYTES) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long wanted = (Math.min(end - offset, BUFFER_BYTES) + BLOCK - 1) / BLOCK * BLOCK;
            RangeCopy.fill(disk, offset, buffer, (int) wanted);
            for (int block = 0; block < wanted; block += BLOCK) {
                if (buffer.slice(block, BLOCK).mismatch(ZEROS) >= 0) {
                    add(offset + block);
                }
            }
            looked = offset + wanted;
        }
    }

    private void add(long block) {
        Run last = runs.isEmpty() ? new Run(0, 0) : runs.get(runs.size() - 1);
        if (runs.isEmpty() || last.end() != block) {
            runs.add(new Run(block, BLOCK));
        } else {
            runs.set(runs.size() - 1, new Run(last.offset(), last.bytes() + BLOCK));
        }
    }
}
