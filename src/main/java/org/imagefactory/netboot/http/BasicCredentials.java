package org.imagefactory.netboot.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Basic authentication (RFC 7617). Nobody tells in which encoding a server keeps its passwords: the
 * bytes of the URL are sent as they are, and other characters in UTF-8, as by curl.
 */
final class BasicCredentials {

    private BasicCredentials() {}

    /**
     * The value of the header field.
     *
     * @param userInfo {@code user:password} as it stands in a URL; the colon may be missing
     */
    static String of(String userInfo) {
        int colon = userInfo.indexOf(':');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)));
        bytes.write(':');
        bytes.writeBytes(decoded(colon < 0 ? "" : userInfo.substring(colon + 1)));
        return "Basic " + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Leaves a plus sign and a stray percent sign alone (RFC 3986 §2.1). */
    private static byte[] decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            bytes.write(low < 0 ? raw[i] : high * 16 + low);
            i += low < 0 ? 0 : 2;
        }
        return bytes.toByteArray();
    }
}
