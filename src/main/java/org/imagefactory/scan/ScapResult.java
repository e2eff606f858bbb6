package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.imagefactory.report.JsonFields;

/**
 * How an image keeps to a profile of a security guide.
 *
 * @param system that was judged: {@code debian-13}
 * @param content the file of the guide
 * @param profile its whole id
 * @param evaluated when
 * @param score by which rules weigh, from 0 to 100; without a meaning if nothing was judged
 * @param numbers of rules by their results: {@code pass}, {@code fail}, {@code notapplicable} …
 * @param failed rules that the image does not keep
 * @param problems what oscap could not do, so that results may be wrong
 */
public record ScapResult(
        String system,
        String content,
        String profile,
        Instant evaluated,
        double score,
        Map<String, Long> numbers,
        List<ScapRule> failed,
        List<String> problems) {

    /** Grows when a field changes its meaning or goes away. */
    private static final int VERSION = 1;

    private static final int LARGEST = 16 << 20;
    private static final String SCORE = "score";

    public ScapResult {
        numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
        failed = List.copyOf(failed);
        problems = List.copyOf(problems);
    }

    /** Rules with a result that says whether the image keeps them. */
    public long judged() {
        return number("pass") + number("fail") + number("fixed");
    }

    private long number(String result) {
        return numbers.getOrDefault(result, 0L);
    }

    /** The score with two digits behind the point. */
    public String percent() {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    /** One sentence for people. */
    public String summary() {
        String name = ScapContent.shortName(profile);
        long all = numbers.values().stream().mapToLong(Long::longValue).sum();
        if (judged() == 0) {
            return "no rule of the profile %s could be judged, of %d".formatted(name, all);
        }
        return "%s %% by the profile %s: %d of %d rules failed%s"
                .formatted(
                        percent(),
                        name,
                        number("fail"),
                        judged(),
                        all == judged() ? "" : ", %d more not judged".formatted(all - judged()));
    }

    /** Replaces the file in one step. */
    public void write(Path file) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        root.put("system", system);
        root.put("content", content);
        root.put("profile", profile);
        root.put("evaluated", evaluated.toString());
        root.put(SCORE, score);
        root.put("results", numbers);
        root.put("failed", failed.stream().map(ScapRule::fields).toList());
        root.put("problems", problems);
        WholeFile.write(file, JsonFields.document(root), WholeFile.PUBLIC);
    }

    /** Empty if there is no such file, or another one: it is only told of. */
    public static Optional<ScapResult> read(Path file) {
        try {
            JsonFields fields = JsonFields.parse(RegularFile.read(file, LARGEST));
            fields.requireVersion(VERSION);
            Map<String, Long> numbers = new LinkedHashMap<>();
            JsonFields results = fields.object("results");
            results.values().keySet().forEach(key -> numbers.put(key, results.number(key)));
            double score = fields.values().get(SCORE) instanceof Number n ? n.doubleValue() : 0;
            return Optional.of(
                    new ScapResult(
                            fields.text("system"),
                            fields.text("content"),
                            fields.text("profile"),
                            Instant.parse(fields.text("evaluated")),
                            score,
                            numbers,
                            fields.objects("failed").stream().map(ScapRule::of).toList(),
                            fields.list("problems")));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
