package org.imagefactory.terminal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to the screen and, while a build runs, to its log file. A line belongs to the image
 * that its thread works for, or to none.
 */
public final class Logging {

    private static final String NONE = "";

    private final String program;
    private final Logger root;
    private final LoggerContext context;
    private final LogFormat format;
    private final boolean named;
    private final LogFiles files = new LogFiles();

    /** Handed down to every thread that a build starts. */
    @SuppressWarnings("ThreadLocalUsage") // as long-lived as the threads of the one run
    private final ThreadLocal<String> image =
            new InheritableThreadLocal<>() {
                @Override
                protected String initialValue() {
                    return NONE;
                }
            };

    /** The log of something that builds one image at a time, or none. */
    public Logging(String program, Screen screen, Level level, LogFormat format) {
        this(program, screen, level, format, false);
    }

    /**
     * @param program is named by every line of text
     * @param screen gets every line of the level or above
     * @param level least important level that is logged
     * @param named whether lines of text say which image they are about
     */
    public Logging(String program, Screen screen, Level level, LogFormat format, boolean named) {
        this.program = program;
        this.context = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.format = format;
        this.named = named;
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.INFO : level);
        context.getLogger("okhttp3").setLevel(Level.WARN);
        attach(screen::print, level, line -> true);
    }

    /** From now on the calling thread, and every thread that it starts, works for this image. */
    public void beginWorkFor(String name) {
        image.set(name);
    }

    /**
     * Copies the lines of an image into a file from now on, and those of no image. What an earlier
     * run of the same day wrote is replaced, as ever.
     *
     * @return closes the file
     * @throws IOException the file cannot be written to
     */
    public LogFile open(Path file, String name) throws IOException {
        Optional<LogFiles.LogFile> opened = files.open(file);
        if (opened.isEmpty()) {
            context.getLogger(Logging.class)
                    .warn("no log file: another process writes to {}", file);
            return () -> {};
        }
        LogFiles.LogFile log = opened.get();
        Appender appender =
                attach(log::write, Level.TRACE, line -> line.equals(name) || line.equals(NONE));
        return () -> {
            root.detachAppender(appender);
            appender.stop();
            log.close();
        };
    }

    /** An open log file. */
    public interface LogFile extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private Appender attach(Consumer<String> sink, Level level, Predicate<String> images) {
        long pid = ProcessHandle.current().pid();
        Supplier<String> shown = named ? image::get : () -> NONE;
        LayoutBase<ILoggingEvent> layout =
                format == LogFormat.JSON
                        ? new JsonLayout(pid, image::get)
                        : new TextLayout(program, pid, shown);
        layout.setContext(context);
        layout.start();
        Appender appender =
                new Appender(
                        sink,
                        event ->
                                event.getLevel().isGreaterOrEqual(level)
                                        && images.test(image.get()),
                        layout);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        return appender;
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {

        private final Consumer<String> sink;
        private final Predicate<ILoggingEvent> wanted;
        private final Layout<ILoggingEvent> layout;

        Appender(
                Consumer<String> sink,
                Predicate<ILoggingEvent> wanted,
                Layout<ILoggingEvent> layout) {
            this.sink = sink;
            this.wanted = wanted;
            this.layout = layout;
        }

        /** On the thread that logs. */
        @Override
        protected void append(ILoggingEvent event) {
            if (wanted.test(event)) {
                sink.accept(layout.doLayout(event));
            }
        }
    }
}
