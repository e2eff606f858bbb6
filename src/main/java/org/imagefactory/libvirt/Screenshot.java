package org.imagefactory.libvirt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.imagefactory.exec.CommandException;

/**
 * A picture of a machine's graphical console: PNG, which libvirt makes since QEMU 7.1 can; Debian
 * has had both since Debian 12.
 */
final class Screenshot {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** More than any screen takes. */
    private static final long MOST = 64L << 20;

    private Screenshot() {}

    /**
     * @param file gets the picture; on failure it is not there
     * @throws IOException libvirt made something else than PNG
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
            if (!isPng(raw)) {
                throw new IOException("a picture that is no PNG");
            }
            Files.move(raw, file);
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private static boolean isPng(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(SIGNATURE.length), SIGNATURE);
        }
    }
}
