package org.imagefactory.terminal;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One JSON object a line: time, pid, level, message, the fields of the event if it is one, and the
 * image that it is about.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

    private final long pid;
    private final Supplier<String> image;

    /**
     * @param image the one that the calling thread works for; empty for none
     */
    JsonLayout(long pid, Supplier<String> image) {
        this.pid = pid;
        this.image = image;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, String> fields = new LinkedHashMap<>(new TreeMap<>(event.getMDCPropertyMap()));
        String name = image.get();
        if (!name.isEmpty()) {
            fields.put("image", name);
        }
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
