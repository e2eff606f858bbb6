package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what oscap writes of an evaluation, XCCDF 1.2: the rules with their titles, then the result
 * of each, then the score. It is read as a stream; what is kept of it is bounded.
 */
final class XccdfResults {

    /** Many times what the largest guide has. */
    private static final int MOST_RULES = 20_000;

    private static final int LONGEST = 300;
    private static final String FAIL = "fail";

    private final Map<String, String> titles = new HashMap<>();
    private final Map<String, Long> numbers = new TreeMap<>();
    private final List<ScapRule> failed = new ArrayList<>();
    private double score;

    private XccdfResults() {}

    /**
     * @throws IOException it cannot be read; the message continues its name
     */
    static XccdfResults read(Path file) throws IOException, InterruptedException {
        XccdfResults results = new XccdfResults();
        XmlStream in = new XmlStream(() -> Files.newInputStream(file), "XCCDF");
        for (Optional<String> name = in.next(0); name.isPresent(); name = in.next(0)) {
            switch (name.get()) {
                case "Rule" -> results.rule(in);
                case "rule-result" -> results.result(in);
                case "score" -> results.score(in.text());
                default -> {
                    // groups are entered, and nothing else is asked for
                }
            }
        }
        if (results.numbers.isEmpty()) {
            throw new IOException("has no results");
        }
        return results;
    }

    /** How many rules had a result; those that the profile leaves out are none. */
    Map<String, Long> numbers() {
        return numbers;
    }

    List<ScapRule> failed() {
        return failed;
    }

    double score() {
        return score;
    }

    private void rule(XmlStream in) throws IOException, InterruptedException {
        String id = in.attribute("id");
        int above = in.depth();
        for (Optional<String> name = in.next(above); name.isPresent(); name = in.next(above)) {
            if (name.get().equals("title") && titles.size() < MOST_RULES) {
                titles.putIfAbsent(cut(id), cut(in.text()));
            } else {
                in.skip();
            }
        }
    }

    private void result(XmlStream in) throws IOException, InterruptedException {
        String id = in.attribute("idref");
        String severity = in.attribute("severity");
        int above = in.depth();
        for (Optional<String> name = in.next(above); name.isPresent(); name = in.next(above)) {
            if (name.get().equals("result")) {
                count(id, severity, cut(in.text()));
            } else {
                in.skip();
            }
        }
    }

    private void count(String id, String severity, String result) throws IOException {
        if (result.equals("notselected")) {
            return;
        }
        numbers.merge(result, 1L, Long::sum);
        if (numbers.size() > 100) {
            throw new IOException("has results that nobody knows");
        }
        if (result.equals(FAIL) && failed.size() < MOST_RULES) {
            String title = titles.getOrDefault(cut(id), "");
            failed.add(new ScapRule(id.replaceFirst("^.*_rule_", ""), severity, title));
        }
    }

    private void score(String text) throws IOException {
        try {
            score = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException("has a score that is no number", e);
        }
        if (!(score >= 0 && score <= 100)) {
            throw new IOException("has a score that is none of 0 to 100");
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }
}
