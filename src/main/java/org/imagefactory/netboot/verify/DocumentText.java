package org.imagefactory.netboot.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.netboot.file.Role;

/** Reads a document that somebody else wrote, as long as a small heap can hold what is in it. */
public final class DocumentText {

    /** Twenty times what the release file of any distribution has. */
    private static final int MOST_LINES = 100_000;

    /** Some editors begin a file with it; it is no part of the first name or digest. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DocumentText() {}

    /**
     * The text, without a byte order mark.
     *
     * @param name of the document, for messages
     * @throws VerificationException it is too large, or has too many lines
     */
    public static String read(Path file, String name) throws IOException, VerificationException {
        int longest = (int) Role.RELEASE.longest();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(longest + 1);
        }
        int lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' || b == '\r' ? 1 : 0;
        }
        if (bytes.length > longest || lines > MOST_LINES) {
            throw VerificationException.of(
                    "%s has more than %d bytes or %d lines".formatted(name, longest, MOST_LINES),
                    "check the URL: this is something else");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
