package org.imagefactory.tdl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a file with a template. How it is encoded is said, as appendix F of XML 1.0 has
 * it, by a byte order mark, else by what the first character looks like, else by the declaration,
 * else it is UTF-8.
 */
final class TemplateText {

    /** Far more than a declaration needs. */
    private static final int DECLARATION = 1024;

    private static final Pattern ENCODING =
            Pattern.compile(
                    "<\\?xml[^>?]*?\\sencoding[ \\t\\r\\n]*=[ \\t\\r\\n]*[\"']([^\"'>]*)[\"']");

    /**
     * How some files begin.
     *
     * @param bytes as characters of ISO 8859-1
     * @param isMark whether these bytes are not part of the text
     */
    private record Beginning(Charset charset, boolean isMark, String bytes) {}

    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

    /** The longer ones first where one begins like another. */
    private static final List<Beginning> BEGINNINGS =
            List.of(
                    new Beginning(UTF_8, true, "\u00ef\u00bb\u00bf"),
                    new Beginning(UTF_32BE, true, "\0\0\u00fe\u00ff"),
                    new Beginning(UTF_32LE, true, "\u00ff\u00fe\0\0"),
                    new Beginning(UTF_16BE, true, "\u00fe\u00ff"),
                    new Beginning(UTF_16LE, true, "\u00ff\u00fe"),
                    new Beginning(UTF_32BE, false, "\0\0\0<"),
                    new Beginning(UTF_32LE, false, "<\0\0\0"),
                    new Beginning(UTF_16BE, false, "\0<"),
                    new Beginning(UTF_16LE, false, "<\0"));

    private TemplateText() {}

    /**
     * Decodes a file.
     *
     * @throws InvalidTemplateException the encoding is not known, or not kept to
     */
    static String decode(byte[] file) throws InvalidTemplateException {
        String begin = new String(file, 0, Math.min(file.length, DECLARATION), ISO_8859_1);
        for (Beginning beginning : BEGINNINGS) {
            if (begin.startsWith(beginning.bytes())) {
                int mark = beginning.isMark() ? beginning.bytes().length() : 0;
                return decode(ByteBuffer.wrap(file, mark, file.length - mark), beginning.charset());
            }
        }
        return decode(ByteBuffer.wrap(file), declared(file, begin));
    }

    private static Charset declared(byte[] file, String begin) throws InvalidTemplateException {
        Matcher encoding = ENCODING.matcher(begin);
        if (!encoding.lookingAt()) {
            return UTF_8;
        }
        String name = encoding.group(1);
        try {
            Charset charset = Charset.forName(name);
            if (!"<".equals(new String(file, 0, 1, charset))) {
                throw Faults.fatal(
                        1,
                        "the file says that it is %s, which it is not; save it as UTF-8"
                                .formatted(Faults.quote(name)));
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Faults.fatal(
                    1,
                    "the encoding %s is not known; save the file as UTF-8"
                            .formatted(Faults.quote(name)));
        }
    }

    /** Piece by piece, as a buffer for the whole would need twice the memory. */
    private static String decode(ByteBuffer bytes, Charset charset)
            throws InvalidTemplateException {
        CharsetDecoder decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        LongText text = new LongText();
        CharBuffer piece = CharBuffer.allocate(8192);
        boolean ended = false;
        CoderResult result = CoderResult.OVERFLOW;
        while (!result.isError() && !(ended && result.isUnderflow())) {
            ended |= result.isUnderflow();
            result = ended ? decoder.flush(piece) : decoder.decode(bytes, piece, true);
            text.append(piece.array(), 0, piece.position());
            piece.clear();
        }
        if (result.isError()) {
            long line = 1 + text.toString().chars().filter(character -> character == '\n').count();
            throw Faults.fatal(
                    (int) line,
                    "the bytes at %d are not %s; save the file as UTF-8, or declare its encoding"
                            .formatted(bytes.position(), charset));
        }
        return text.toString();
    }
}
