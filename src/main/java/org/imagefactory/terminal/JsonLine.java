package org.imagefactory.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.imagefactory.error.PrintableText;

/** A line of the log as a JSON object: time, pid, level, message, and further fields. */
public final class JsonLine {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonLine() {}

    /**
     * @param level as the text form names it
     * @param fields further ones, in this order; texts and numbers
     * @return with a newline
     */
    public static String of(
            Instant time, long pid, String level, String message, Map<String, ?> fields) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", time.toString());
            json.writeNumberField("pid", pid);
            json.writeStringField("level", level);
            json.writeStringField("message", PrintableText.lines(message));
            for (Map.Entry<String, ?> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                json.writeObject(field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PrintableText.escaped(line.toString()) + System.lineSeparator();
    }
}
