package org.imagefactory.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
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

    /**
     * @param without fields that are read as null
     * @throws DamagedRecordException the text is not one JSON object
     * @throws IOException it cannot be read
     */
    static Map<String, @Nullable Object> read(InputStream text, Set<String> without)
            throws IOException {
        try {
            return Json.objectWithout(text, without);
        } catch (JsonException e) {
            throw new DamagedRecordException("it " + e.getMessage());
        }
    }

    /** With a newline, piece by piece: a record may hold a large template. */
    static void write(Map<String, @Nullable Object> fields, OutputStream out) throws IOException {
        Json.write(fields, out);
        out.write('\n');
    }
}
