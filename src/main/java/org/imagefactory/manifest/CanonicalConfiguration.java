package org.imagefactory.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.spec.Sha256;

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
        return Sha256.of(text(configuration)).hex();
    }
}
