package org.imagefactory.answer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.AnswerFile;

/**
 * Makes text of the bytes of an answer file, as its installer does: XML says itself what it is
 * written in, debconf does not care, everything else is UTF-8.
 */
final class Decoder {

    private static final int LONGEST_DECLARATION = 200;
    private static final Pattern DECLARATION =
            Pattern.compile("<\\?xml[^>]{0,150}encoding=[\"'](?<name>[A-Za-z0-9._-]{1,40})[\"']");
    private static final char MARK = '\uFEFF';

    private Decoder() {}

    /**
     * @throws CharacterCodingException it is no text in that encoding
     * @throws UnsupportedCharsetException nobody here knows the encoding
     */
    static String decode(AnswerFile.Kind kind, byte[] bytes) throws CharacterCodingException {
        return switch (kind) {
            case AUTOYAST -> xml(bytes);
            case PRESEED -> bytes(bytes);
            case KICKSTART, AUTOINSTALL, AGAMA -> strictly(StandardCharsets.UTF_8, bytes);
        };
    }

    private static String xml(byte[] bytes) throws CharacterCodingException {
        String text = strictly(charset(bytes), bytes);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    /** By the first two bytes, which are a mark or the first character, else as declared. */
    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        if (first == 0xFEFF || first == 0xFFFE) {
            return StandardCharsets.UTF_16;
        }
        if (first == '<') {
            return StandardCharsets.UTF_16BE;
        }
        if (first == '<' << 8) {
            return StandardCharsets.UTF_16LE;
        }
        byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_DECLARATION));
        Matcher declared = DECLARATION.matcher(new String(start, StandardCharsets.ISO_8859_1));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group("name"));
        } catch (IllegalCharsetNameException e) {
            throw new UnsupportedCharsetException(declared.group("name"));
        }
    }

    private static String bytes(byte[] bytes) {
        try {
            return strictly(StandardCharsets.UTF_8, bytes);
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static String strictly(Charset charset, byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
