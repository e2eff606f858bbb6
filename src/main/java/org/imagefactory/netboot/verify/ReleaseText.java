package org.imagefactory.netboot.verify;

import java.util.Locale;
import java.util.Set;
import org.imagefactory.spec.Sha256;

/**
 * What a Debian {@code Release} file says of its archive. Archives write and sign theirs anew
 * without any change of packages: the digest made here stays the same then.
 */
public final class ReleaseText {

    /** When it was said, and how long it holds. */
    private static final Set<String> DATES = Set.of("date", "valid-until");

    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    private ReleaseText() {}

    /** Whether the text has a signature around it. */
    public static boolean isClearSigned(String text) {
        return text.startsWith(SIGNED);
    }

    /**
     * The text inside a signature (RFC 9580, 7), which is not checked here; a text without one as
     * it is.
     */
    public static String withoutSignature(String text) {
        if (!isClearSigned(text)) {
            return text;
        }
        StringBuilder inside = new StringBuilder();
        boolean header = true;
        for (String line : text.lines().toList()) {
            if (line.startsWith(SIGNATURE)) {
                break;
            }
            if (!header) {
                inside.append(line.startsWith("- ") ? line.substring(2) : line).append('\n');
            }
            header = header && !line.isBlank();
        }
        return inside.toString();
    }

    /**
     * The digest of all fields but the dates.
     *
     * @param text without a signature
     */
    public static String digest(String text) {
        StringBuilder lasting = new StringBuilder();
        boolean date = false;
        for (String line : text.lines().toList()) {
            if (!line.startsWith(" ")) {
                String field = line.substring(0, Math.max(0, line.indexOf(':')));
                date = DATES.contains(field.toLowerCase(Locale.ROOT));
            }
            if (!date) {
                lasting.append(line.stripTrailing()).append('\n');
            }
        }
        return Sha256.of(lasting.toString()).hex();
    }
}
