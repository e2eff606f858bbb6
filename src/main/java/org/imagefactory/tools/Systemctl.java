package org.imagefactory.tools;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** systemctl: asks the system's systemd about timers. Optional: a host may well run without. */
public final class Systemctl {

    private static final Logger LOG = LoggerFactory.getLogger(Systemctl.class);

    /** A systemd that does not answer keeps nobody waiting. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** What systemd writes for characters that the name of a unit cannot have. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

    private final ProcessRunner runner;

    public Systemctl(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * When timers elapse next. The properties that {@code systemctl show} prints are no way to it:
     * it has them in the local time only, and for calendar timers only.
     *
     * @param patterns names of timers, as a shell matches files
     * @return by the name of the timer, with its escapes resolved; timers that do not run are
     *     missing, and all are where there is no systemd
     */
    public Map<String, Instant> nextRuns(List<String> patterns) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--output=json", "list-timers"));
        arguments.addAll(patterns);
        Command command = Command.of(Program.SYSTEMCTL, arguments).within(LIMIT).quietly();
        try {
            return nextRuns(runner.run(command).text());
        } catch (CommandException | IOException e) {
            LOG.debug("systemd tells nothing about timers: {}", e.toString());
            return Map.of();
        }
    }

    private static Map<String, Instant> nextRuns(String json) throws IOException {
        Map<String, Instant> runs = new LinkedHashMap<>();
        for (Object timer : JSON.std.listFrom(json)) {
            if (timer instanceof Map<?, ?> fields
                    && fields.get("unit") instanceof String unit
                    && fields.get("next") instanceof Number next
                    && next.longValue() > 0) {
                runs.put(unescaped(unit), Instant.EPOCH.plus(next.longValue(), ChronoUnit.MICROS));
            }
        }
        return runs;
    }

    private static String unescaped(String unit) {
        return ESCAPE.matcher(unit)
                .replaceAll(
                        match ->
                                Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(match.group(1), 16))));
    }
}
