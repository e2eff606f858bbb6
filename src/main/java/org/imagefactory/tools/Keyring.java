package org.imagefactory.tools;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** OpenPGP keys in the form that gpgv reads: it takes binary keyrings only. */
public final class Keyring {

    private static final int LIMIT = 16 << 20;
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";

    /** RFC 9580, 6.1.1. */
    private static final int CRC_START = 0xB704CE;

    private static final int CRC_POLYNOMIAL = 0x1864CFB;

    private Keyring() {}

    /**
     * Copies a keyring into a private file; an armored one, of one block or several, becomes a
     * binary one.
     *
     * @throws IOException it cannot be read or written, is too large, or its armor is damaged
     */
    public static void copy(Path keyring, Path to) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(keyring)) {
            bytes = in.readNBytes(LIMIT + 1);
        }
        if (bytes.length > LIMIT) {
            throw new IOException("more than %d bytes are no keyring".formatted(LIMIT));
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Files.write(to, text.contains(BEGIN) ? binary(text.lines().toList()) : bytes);
    }

    private static byte[] binary(List<String> lines) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int line = 0;
        while (line < lines.size()) {
            if (lines.get(line).strip().equals(BEGIN)) {
                int end = line + 1;
                while (end < lines.size() && !lines.get(end).strip().equals(END)) {
                    end++;
                }
                if (end == lines.size()) {
                    throw new IOException("the armor of the keys has no end");
                }
                all.write(block(lines.subList(line + 1, end)));
                line = end;
            }
            line++;
        }
        return all.toByteArray();
    }

    /** Header lines, an empty line, base64, and perhaps a checksum. */
    private static byte[] block(List<String> lines) throws IOException {
        StringBuilder data = new StringBuilder();
        String checksum = "";
        boolean inData = false;
        for (String raw : lines) {
            String line = raw.strip();
            if (!inData) {
                inData = line.isEmpty();
            } else if (line.startsWith("=") && line.length() == 5) {
                checksum = line.substring(1);
            } else {
                data.append(line);
            }
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(data.toString());
            if (!checksum.isEmpty() && crc24(bytes) != number(checksum)) {
                throw new IOException("the armor of the keys is damaged: wrong checksum");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new IOException("the armor of the keys is damaged: " + e.getMessage(), e);
        }
    }

    private static int number(String base64) {
        int value = 0;
        for (byte b : Base64.getDecoder().decode(base64)) {
            value = (value << 8) | (b & 0xff);
        }
        return value;
    }

    private static int crc24(byte[] bytes) {
        int crc = CRC_START;
        for (byte b : bytes) {
            crc ^= (b & 0xff) << 16;
            for (int i = 0; i < 8; i++) {
                crc <<= 1;
                if ((crc & 0x1000000) != 0) {
                    crc ^= CRC_POLYNOMIAL;
                }
            }
        }
        return crc & 0xffffff;
    }
}
