package org.imagefactory.libvirt;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.imagefactory.exec.CommandException;

/** A picture of a machine's graphical console, as PNG whatever libvirt makes of it. */
final class Screenshot {

    /** More than any screen takes in PPM. */
    private static final long MOST = 64L << 20;

    private static final int MOST_PIXELS_ON_A_SIDE = 8192;
    private static final int COLOURS = 255;

    private Screenshot() {}

    /**
     * @param file gets the PNG; on failure it is not there
     * @throws IOException libvirt made something else than PNG or PPM
     */
    static void take(Virsh virsh, String domain, Path file)
            throws IOException, CommandException, InterruptedException {
        Path raw = file.resolveSibling("screenshot.raw");
        try {
            virsh.screenshot(domain, raw);
            long size = Files.size(raw);
            if (size > MOST) {
                throw new IOException("a picture of %d bytes".formatted(size));
            }
            if (isPng(raw)) {
                Files.move(raw, file);
            } else {
                convert(raw, file);
            }
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private static boolean isPng(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(Png.SIGNATURE.length), Png.SIGNATURE);
        }
    }

    private static void convert(Path ppm, Path png) throws IOException {
        boolean done = false;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(ppm));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(png))) {
            if (in.read() != 'P' || in.read() != '6') {
                throw new IOException("a picture that is neither PNG nor PPM");
            }
            int width = number(in, MOST_PIXELS_ON_A_SIDE);
            int height = number(in, MOST_PIXELS_ON_A_SIDE);
            if (number(in, COLOURS) != COLOURS) {
                throw new IOException("a PPM with less than 8 bits for a colour");
            }
            Png.write(in, width, height, out);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(png);
            }
        }
    }

    /** The next number of the header, and the one blank after it. */
    private static int number(InputStream in, int most) throws IOException {
        int c = in.read();
        while (Character.isWhitespace(c) || c == '#') {
            while (c == '#' && in.read() != '\n') {
                if (in.available() == 0) {
                    throw new IOException("a PPM that is cut short");
                }
            }
            c = in.read();
        }
        int number = 0;
        for (; c >= '0' && c <= '9'; c = in.read()) {
            number = number * 10 + (c - '0');
            if (number > most) {
                break;
            }
        }
        if (number < 1 || number > most || !Character.isWhitespace(c)) {
            throw new IOException("a PPM with an odd header");
        }
        return number;
    }
}
