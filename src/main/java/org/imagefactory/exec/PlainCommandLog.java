package org.imagefactory.exec;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The program's own log, for commands that belong to no build. */
final class PlainCommandLog implements CommandLog {

    private static final Logger LOG = LoggerFactory.getLogger(CommonsExecRunner.class);

    @Override
    public void started(Command command) {
        LOG.atLevel(level(command)).log("{}", command);
    }

    @Override
    public void printed(Command command, String line) {
        LOG.atLevel(command.quiet() ? Level.TRACE : Level.DEBUG)
                .log("{} | {}", command.programName(), line);
    }

    @Override
    public void ended(Command command, String result, Duration duration) {
        LOG.atLevel(level(command))
                .log(
                        "{}: {} after {} s",
                        command.program(),
                        result,
                        "%.1f".formatted(duration.toMillis() / 1000.0));
    }

    @Override
    public void killed(Command command, Reason reason) {
        LOG.atLevel(reason == Reason.INTERRUPT ? Level.INFO : Level.WARN)
                .log("killing {}: {}", command.program(), reason.text());
    }

    private static Level level(Command command) {
        return command.quiet() ? Level.DEBUG : Level.INFO;
    }
}
