package org.imagefactory.console;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes UTF-8 that comes in pieces: a character that is cut in two is put together again, what is
 * no UTF-8 becomes replacement characters.
 */
public final class Utf8Decoder {

    private static final int CHUNK = 8192;

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer pending = ByteBuffer.allocate(CHUNK);
    private final CharBuffer decoded = CharBuffer.allocate(CHUNK);

    /**
     * Takes the next bytes, all that remain; they may end anywhere.
     *
     * @return the characters that are complete now, no more than there were bytes so far; never
     *     ends between the halves of a surrogate pair
     */
    public String decode(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder(bytes.remaining());
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), pending.remaining());
            pending.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            pending.flip();
            decoder.decode(pending, decoded, false);
            pending.compact();
            text.append(decoded.flip());
            decoded.clear();
        }
        return text.toString();
    }
}
