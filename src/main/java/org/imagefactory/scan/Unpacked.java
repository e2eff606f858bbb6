package org.imagefactory.scan;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.imagefactory.exec.ProcessRunner;

/**
 * Data as it was before somebody compressed it with gzip, bzip2, xz or zstd, or as it is. It ends
 * with an error where there is too much of it, or too much between two calls of {@link #progress}:
 * parsers keep what they have not yet told of in memory.
 */
final class Unpacked extends FilterInputStream {

    /** Five times what the largest one has. */
    private static final long LONGEST = 4L << 30;

    private static final long LONGEST_PIECE = 16L << 20;

    /** A dictionary that is larger is an error, rather than the end of the program. */
    private static final int MEMORY_KIB = (int) Math.min(256 << 10, ProcessRunner.MEMORY >> 11);

    private static final int MAGIC = 4;

    private final long longestPiece;
    private long total;
    private long piece;

    private Unpacked(InputStream in, long longestPiece) {
        super(in);
        this.longestPiece = longestPiece;
    }

    /** For who looks after its memory itself. */
    static Unpacked of(InputStream packed) throws IOException {
        return of(packed, LONGEST);
    }

    /** For who calls {@link #progress}. */
    static Unpacked inPieces(InputStream packed) throws IOException {
        return of(packed, LONGEST_PIECE);
    }

    private static Unpacked of(InputStream packed, long longestPiece) throws IOException {
        BufferedInputStream in = new BufferedInputStream(packed, 1 << 16);
        in.mark(MAGIC);
        byte[] magic = in.readNBytes(MAGIC);
        in.reset();
        return new Unpacked(new BufferedInputStream(unpacked(in, magic), 1 << 16), longestPiece);
    }

    private static InputStream unpacked(InputStream in, byte[] magic) throws IOException {
        if (magic.length < MAGIC) {
            return in;
        }
        if (magic[0] == 'B' && magic[1] == 'Z' && magic[2] == 'h') {
            return new BZip2CompressorInputStream(in, true);
        }
        if (magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .get();
        }
        if (magic[0] == (byte) 0xfd && magic[1] == '7' && magic[2] == 'z' && magic[3] == 'X') {
            return XZCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .setMemoryLimitKiB(MEMORY_KIB)
                    .get();
        }
        if (magic[0] == 0x28
                && magic[1] == (byte) 0xb5
                && magic[2] == 0x2f
                && magic[3] == (byte) 0xfd) {
            return new ZstdInputStream(in); // a window of more than 8 MiB is an error
        }
        return in;
    }

    /** What was read so far is out of the memory. */
    void progress() {
        piece = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = counted(bytes, offset, length);
        total += Math.max(0, count);
        piece += Math.max(0, count);
        if (total > LONGEST || piece > longestPiece) {
            throw new IOException("has more than anybody needs");
        }
        return count;
    }

    private int counted(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (MemoryLimitException e) {
            throw new IOException(
                    "is packed in a way that takes more memory than the program may have; set"
                            + " IMAGE_FACTORY_HEAP=512m in its environment",
                    e);
        } catch (EOFException e) {
            throw new IOException("ends too early", e);
        } catch (MalformedInputException e) {
            throw new IOException("is packed by zstd, and broken", e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(Math.max(0, count), 1 << 13)]));
    }
}
