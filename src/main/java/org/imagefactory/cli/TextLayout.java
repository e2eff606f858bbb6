package org.imagefactory.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * {@code 2020-08-05 12:00:00,123 image-factory [PID] INFO: text}, as Python's logging writes it.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private final long pid;

    TextLayout(long pid) {
        this.pid = pid;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String line =
                "%s image-factory [%d] %s: %s%n"
                        .formatted(
                                TIME.format(Instant.ofEpochMilli(event.getTimeStamp())),
                                pid,
                                levelName(event.getLevel()),
                                event.getFormattedMessage());
        return event.getThrowableProxy() == null
                ? line
                : line + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    /** The level as the original's log names it. */
    static String levelName(Level level) {
        return level == Level.WARN ? "WARNING" : level.toString();
    }
}
