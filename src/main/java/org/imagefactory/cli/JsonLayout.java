package org.imagefactory.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One JSON object a line: time, pid, level, message, and the fields of the event if it is one. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    private static final JsonFactory JSON = new JsonFactory();

    private final long pid;

    JsonLayout(long pid) {
        this.pid = pid;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
            json.writeNumberField("pid", pid);
            json.writeStringField("level", TextLayout.levelName(event.getLevel()));
            json.writeStringField("message", event.getFormattedMessage());
            for (Map.Entry<String, String> field :
                    new TreeMap<>(event.getMDCPropertyMap()).entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            if (event.getThrowableProxy() != null) {
                json.writeStringField(
                        "stackTrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line + System.lineSeparator();
    }
}
