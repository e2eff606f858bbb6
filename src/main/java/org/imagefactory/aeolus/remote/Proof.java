package org.imagefactory.aeolus.remote;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a client proves to a service who it is. */
public sealed interface Proof {

    /** To services that everybody may use. */
    record None() implements Proof {}

    /** A bearer token. */
    record Token(String token) implements Proof {
        /** Without the secret. */
        @Override
        public String toString() {
            return "a token";
        }
    }

    /** OAuth 1.0 with two legs, by HMAC-SHA-256. */
    record OAuth(String key, String secret) implements Proof {

        private static final String ALGORITHM = "HmacSHA256";

        /** The field Authorization of a request without a query and without a form. */
        String sign(String method, String address) {
            return sign(method, address, UUID.randomUUID().toString(), Instant.now());
        }

        String sign(String method, String address, String nonce, Instant time) {
            Map<String, String> parameters = new TreeMap<>();
            parameters.put("oauth_consumer_key", key);
            parameters.put("oauth_nonce", nonce);
            parameters.put("oauth_signature_method", "HMAC-SHA256");
            parameters.put("oauth_timestamp", String.valueOf(time.getEpochSecond()));
            parameters.put("oauth_version", "1.0");
            String all =
                    parameters.entrySet().stream()
                            .map(each -> each.getKey() + "=" + escaped(each.getValue()))
                            .collect(Collectors.joining("&"));
            String base = method + "&" + escaped(address) + "&" + escaped(all);
            parameters.put("oauth_signature", hmac(base));
            return parameters.entrySet().stream()
                    .map(each -> "%s=\"%s\"".formatted(each.getKey(), escaped(each.getValue())))
                    .collect(Collectors.joining(", ", "OAuth ", ""));
        }

        private String hmac(String base) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                byte[] bytes = (escaped(secret) + "&").getBytes(StandardCharsets.UTF_8);
                mac.init(new SecretKeySpec(bytes, ALGORITHM));
                return Base64.getEncoder()
                        .encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + ALGORITHM, e);
            }
        }

        private static String escaped(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("*", "%2A")
                    .replace("%7E", "~");
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "the OAuth client " + key;
        }
    }
}
