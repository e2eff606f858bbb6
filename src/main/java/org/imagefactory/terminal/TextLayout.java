package org.imagefactory.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.error.PrintableText;

/**
 * {@code 2020-08-05 12:00:00,123 image-factory [PID] INFO: text}, as Python's logging writes it.
 */
public final class TextLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    private static final Pattern BEGIN_OF_LINE = Pattern.compile("(?md)^");

    private final String program;
    private final long pid;
    private final Supplier<String> image;

    /**
     * @param image every line begins with, unless it is empty; asked on the thread that logs
     */
    TextLayout(String program, long pid, Supplier<String> image) {
        this.program = program;
        this.pid = pid;
        this.image = image;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String message = PrintableText.lines(event.getFormattedMessage()) + System.lineSeparator();
        String text =
                event.getThrowableProxy() == null
                        ? message
                        : message
                                + PrintableText.escaped(
                                        ThrowableProxyUtil.asString(event.getThrowableProxy()));
        return "%s %s [%d] %s: %s"
                .formatted(
                        TIME.format(Instant.ofEpochMilli(event.getTimeStamp())),
                        program,
                        pid,
                        levelName(event.getLevel()),
                        withImage(text));
    }

    private String withImage(String text) {
        String name = image.get();
        return name.isEmpty()
                ? text
                : BEGIN_OF_LINE.matcher(text).replaceAll(Matcher.quoteReplacement(name + ": "));
    }

    /** The level as the original's log names it. */
    public static String levelName(Level level) {
        return level == Level.WARN ? "WARNING" : level.toString();
    }
}
