package org.imagefactory.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** One JSON object a line: time, pid, level, message, and the fields of the event if it is one. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    private final long pid;

    JsonLayout(long pid) {
        this.pid = pid;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, String> fields = new LinkedHashMap<>(new TreeMap<>(event.getMDCPropertyMap()));
        if (event.getThrowableProxy() != null) {
            fields.put("stackTrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return JsonLine.of(
                Instant.ofEpochMilli(event.getTimeStamp()),
                pid,
                TextLayout.levelName(event.getLevel()),
                event.getFormattedMessage(),
                fields);
    }
}
