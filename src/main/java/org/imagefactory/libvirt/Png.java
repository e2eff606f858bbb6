package org.imagefactory.libvirt;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a picture as PNG (ISO/IEC 15948). Java's own writer would load the whole of AWT for it.
 */
final class Png {

    /** The first bytes of every PNG. */
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final int BYTES_PER_PIXEL = 3;
    private static final int NO_FILTER = 0;
    private static final int PART = 1 << 15;

    private Png() {}

    /**
     * @param pixels red, green and blue, 8 bits each, row by row from the top
     * @throws EOFException there are fewer pixels
     */
    static void write(InputStream pixels, int width, int height, OutputStream out)
            throws IOException {
        out.write(SIGNATURE);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (DataOutputStream fields = new DataOutputStream(header)) {
            fields.writeInt(width);
            fields.writeInt(height);
            // 8 bits for a sample, true colour, deflate, adaptive filters, not interlaced
            fields.write(new byte[] {8, 2, 0, 0, 0});
        }
        chunk("IHDR", header.toByteArray(), header.size(), out);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream data = new DeflaterOutputStream(new Parts(out), deflater, PART)) {
            int row = width * BYTES_PER_PIXEL;
            for (int y = 0; y < height; y++) {
                byte[] samples = pixels.readNBytes(row);
                if (samples.length < row) {
                    throw new EOFException("the picture is cut short");
                }
                data.write(NO_FILTER);
                data.write(samples);
            }
        } finally {
            deflater.end();
        }
        chunk("IEND", new byte[0], 0, out);
    }

    private static void chunk(String type, byte[] content, int length, OutputStream out)
            throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content, 0, length);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(length);
        data.write(name);
        data.write(content, 0, length);
        data.writeInt((int) crc.getValue());
        data.flush();
    }

    /** Wraps the compressed picture into chunks, as it comes. */
    private static final class Parts extends OutputStream {

        private final OutputStream out;

        Parts(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            chunk("IDAT", Arrays.copyOfRange(bytes, offset, offset + length), length, out);
        }
    }
}
