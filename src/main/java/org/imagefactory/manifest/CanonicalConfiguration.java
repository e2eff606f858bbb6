package org.imagefactory.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text for one configuration: a JSON object by RFC 8785, that is sorted by key, without blanks
 * and with no more escapes than needed. Secrets have to be masked before, so that nobody can find
 * them by trying.
 */
final class CanonicalConfiguration {

    private CanonicalConfiguration() {}

    static String text(Map<String, String> configuration) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> entry : new TreeMap<>(configuration).entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /** 64 hexadecimal digits. */
    static String sha256(Map<String, String> configuration) throws IOException {
        byte[] bytes = text(configuration).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
