package org.imagefactory.lifecycle.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to receivers who share a secret that a message is from here, as the Standard Webhooks have
 * it: HMAC-SHA-256 over the message's id, its time and its body.
 */
public final class Signature {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private Signature(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * @param secret {@code whsec_} and 24 to 64 bytes in Base64
     * @throws IllegalArgumentException it is none; the message does not show it
     */
    public static Signature of(String secret) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(6) : "");
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException(
                    "a secret is %s and %d to %d bytes in Base64"
                            .formatted(PREFIX, SHORTEST, LONGEST));
        }
        return new Signature(key);
    }

    /**
     * The fields of a request.
     *
     * @param id of the message, the same for each try
     * @param second of the try
     */
    Map<String, String> fields(String id, long second, byte[] body) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Webhook-Id", id);
        fields.put("Webhook-Timestamp", String.valueOf(second));
        fields.put("Webhook-Signature", "v1," + sign(id + "." + second + ".", body));
        return fields;
    }

    private String sign(String begin, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(begin.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
