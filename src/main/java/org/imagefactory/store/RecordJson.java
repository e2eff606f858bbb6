package org.imagefactory.store;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON: one line, and nothing in it but ASCII, as the original writes them, so that it
 * reads them in whatever locale.
 */
final class RecordJson {

    /** A template of 16 MiB, each character of it escaped, and as much again. */
    static final int LARGEST = 128 << 20;

    private RecordJson() {}

    /**
     * @throws DamagedRecordException the text is not one JSON object
     */
    static Map<String, @Nullable Object> read(byte[] text) throws DamagedRecordException {
        try {
            return Json.object(text);
        } catch (JsonException e) {
            throw new DamagedRecordException("it " + e.getMessage());
        }
    }

    /** With a newline. */
    static byte[] write(Map<String, @Nullable Object> fields) {
        String json = Json.line(fields);
        StringBuilder line = new StringBuilder(json.length() + 1);
        for (int at = 0; at < json.length(); at++) {
            char unit = json.charAt(at);
            if (unit < 0x7f) {
                line.append(unit);
            } else {
                line.append("\\u%04x".formatted((int) unit));
            }
        }
        return line.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }
}
