package org.imagefactory.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that went into a build or came out of it.
 *
 * @param name its role or its file name
 * @param source URI or path
 * @param sizeBytes length of the file
 * @param sha256 64 hexadecimal digits
 */
public record FileFact(String name, String source, long sizeBytes, String sha256) {

    /** From its form in JSON, or the one that checkpoints had, where the length was another. */
    public static FileFact of(JsonFields fields) {
        return new FileFact(
                fields.text("name"),
                fields.text("source"),
                fields.number(fields.values().containsKey("bytes") ? "bytes" : "sizeBytes"),
                fields.text("sha256"));
    }

    /** Its form in JSON, the same in every document. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("source", source);
        fields.put("sizeBytes", sizeBytes);
        fields.put("sha256", sha256);
        return fields;
    }
}
