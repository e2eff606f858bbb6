package org.imagefactory.customisation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.imagefactory.spec.GuestContent;
import org.imagefactory.spec.Sha256;

/**
 * A disk that takes contents and the script into a machine, without any file system that the guest
 * would need a driver for: each begins at a block of its own, and the first line of the disk tells
 * where the script is. So nothing of it ever lies in the image. Where a machine can have no second
 * disk the same bytes are a file of the system's, which the script overwrites and removes.
 */
public final class PayloadDisk implements AutoCloseable {

    /** What the first line begins with. */
    static final String MARK = "image-factory-customise";

    static final int BLOCK = 65_536;

    /** Prints so many bytes from this block on. */
    private static final String FUNCTIONS =
            """
            disk=$1
            if [ -f "$disk" ]; then
                carried=$disk
            fi
            from_disk() {
                dd if="$disk" bs=%d skip="$1" 2>/dev/null | head -c "$2"
            }
            """
                    .formatted(BLOCK);

    /**
     * A content that was brought.
     *
     * @param block where it begins
     * @param bytes its length
     */
    public record Piece(long block, long bytes, Sha256 digest) {

        String words() {
            return "from_disk %d %d".formatted(block, bytes);
        }
    }

    private final FileChannel file;
    private final Map<GuestContent, Piece> pieces = new LinkedHashMap<>();
    private long next = 1;

    private PayloadDisk(FileChannel file) {
        this.file = file;
    }

    /**
     * @param path does not exist; nobody else may read it
     */
    public static PayloadDisk create(Path path) throws IOException {
        return new PayloadDisk(
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))));
    }

    /**
     * Adds a content, unless it is there already.
     *
     * @throws IOException it cannot be read, or the disk not be written
     */
    public Piece add(GuestContent content) throws IOException {
        Piece known = pieces.get(content);
        if (known != null) {
            return known;
        }
        try (InputStream in = open(content)) {
            Piece piece = write(in);
            pieces.put(content, piece);
            return piece;
        }
    }

    /** For scripts that are started by {@link Starter}. */
    public Transport transport() {
        Map<GuestContent, Transport.Place> places = new LinkedHashMap<>();
        pieces.forEach(
                (content, piece) ->
                        places.put(content, new Transport.Place(piece.words(), piece.digest())));
        return new Transport(FUNCTIONS, places);
    }

    /**
     * Adds the script, and with it the first line.
     *
     * @param nonce the starter's
     */
    public void finish(String script, String nonce) throws IOException {
        Piece piece;
        try (InputStream in = new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8))) {
            piece = write(in);
        }
        String line = "%s %s %d %d\n".formatted(MARK, nonce, piece.block(), piece.bytes());
        file.position(0);
        writeAll(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        // whole blocks, for drives that know no others
        file.position(next * BLOCK - 1);
        writeAll(ByteBuffer.wrap(new byte[1]));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static InputStream open(GuestContent content) throws IOException {
        return content instanceof GuestContent.Stored stored
                ? Files.newInputStream(stored.file())
                : new ByteArrayInputStream(
                        ((GuestContent.Text) content).text().getBytes(StandardCharsets.UTF_8));
    }

    private Piece write(InputStream in) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        file.position(next * BLOCK);
        long bytes = new DigestInputStream(in, digest).transferTo(Channels.newOutputStream(file));
        Piece piece = new Piece(next, bytes, Sha256.ofBytes(digest.digest()));
        next += Math.max(1, (bytes + BLOCK - 1) / BLOCK);
        return piece;
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
