package org.imagefactory.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sends the log to the screen and, while a build runs, to its log file. */
final class Logging {

    private final Logger root;
    private final LoggerContext context;
    private final LogFormat format;

    /**
     * @param screen gets every line of the level or above
     * @param level least important level that is logged
     */
    Logging(Screen screen, Level level, LogFormat format) {
        this.context = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.format = format;
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.INFO : level);
        context.getLogger("okhttp3").setLevel(Level.WARN);
        attach(screen::print, level);
    }

    /**
     * Copies the log into a file from now on. What an earlier run of the same day wrote is
     * replaced, as ever.
     *
     * @return closes the file
     * @throws IOException the file cannot be written to
     */
    LogFile open(Path file) throws IOException {
        Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        Appender appender = attach(line -> write(writer, line), Level.TRACE);
        return () -> {
            root.detachAppender(appender);
            appender.stop();
            writer.close();
        };
    }

    /** An open log file. */
    interface LogFile extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private Appender attach(Sink sink, Level level) {
        long pid = ProcessHandle.current().pid();
        LayoutBase<ILoggingEvent> layout =
                format == LogFormat.JSON ? new JsonLayout(pid) : new TextLayout(pid);
        layout.setContext(context);
        layout.start();
        Appender appender = new Appender(sink, level, layout);
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        return appender;
    }

    private static void write(Writer writer, String line) {
        try {
            writer.write(line);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Sink {
        void print(String line);
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {

        private final Sink sink;
        private final Level level;
        private final Layout<ILoggingEvent> layout;

        Appender(Sink sink, Level level, Layout<ILoggingEvent> layout) {
            this.sink = sink;
            this.level = level;
            this.layout = layout;
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(level)) {
                sink.print(layout.doLayout(event));
            }
        }
    }
}
