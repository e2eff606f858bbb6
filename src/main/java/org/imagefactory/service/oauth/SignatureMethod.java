package org.imagefactory.service.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a base string becomes a signature. */
enum SignatureMethod {
    HMAC_SHA1("HMAC-SHA1", "HmacSHA1", "SHA-1"),
    HMAC_SHA256("HMAC-SHA256", "HmacSHA256", "SHA-256");

    private final String word;
    private final String mac;
    private final String digest;

    SignatureMethod(String word, String mac, String digest) {
        this.word = word;
        this.mac = mac;
        this.digest = digest;
    }

    /**
     * @throws UnauthorizedException it is neither of the two
     */
    static SignatureMethod named(String word) throws UnauthorizedException {
        return Arrays.stream(values())
                .filter(method -> method.word.equals(word))
                .findAny()
                .orElseThrow(
                        () ->
                                new UnauthorizedException(
                                        "The OAuth signature method has to be HMAC-SHA1 or"
                                                + " HMAC-SHA256."));
    }

    /** What digests a body of such a request. */
    String digest() {
        return digest;
    }

    /** There is no token, so the key ends with an empty one. */
    String sign(String baseString, String secret) {
        try {
            Mac hmac = Mac.getInstance(mac);
            byte[] key = (Escapes.encode(secret) + "&").getBytes(StandardCharsets.UTF_8);
            hmac.init(new SecretKeySpec(key, mac));
            return Base64.getEncoder()
                    .encodeToString(hmac.doFinal(baseString.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + mac, e);
        }
    }
}
