package org.imagefactory.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;

/**
 * What is remembered of one build after its end.
 *
 * @param image its name
 * @param date stands in the names of its files
 * @param started when it began
 * @param finished when it ended
 * @param outcome how it ended
 * @param inputs digest of everything that makes a difference to the image, by the {@linkplain
 *     org.imagefactory.report.Component#key() key} of the component. Not for others' eyes: settings
 *     may hold secrets
 * @param outputs files that were published
 * @param steps wall time of the steps that ran, in order
 * @param values measured along the way, by name
 * @param warnings how many there were
 */
public record BuildRecord(
        String image,
        LocalDate date,
        Instant started,
        Instant finished,
        Outcome outcome,
        Map<String, String> inputs,
        List<FileFact> outputs,
        Map<String, Duration> steps,
        Map<String, String> values,
        int warnings) {

    public BuildRecord {
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        outputs = List.copyOf(outputs);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public Duration duration() {
        return Duration.between(started, finished);
    }

    /** Whether it says anything about the image: a build that somebody cancelled does not. */
    public boolean isVerdict() {
        return !outcome.cancelled();
    }
}
