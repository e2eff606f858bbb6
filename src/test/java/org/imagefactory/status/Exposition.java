package org.imagefactory.status;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format, as strictly as its grammar is written and a bit more: each metric
 * has its HELP and TYPE lines first, all its samples together, no time stamps, and no blank lines.
 */
public final class Exposition {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern HEADER =
            Pattern.compile(
                    "# HELP ("
                            + NAME
                            + ") (?:[^\\\\]|\\\\\\\\|\\\\n)+\n# TYPE ("
                            + NAME
                            + ") gauge");
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")\\{(.*)} (-?[0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\\\\\"\n]|\\\\[\\\\\"n])*)\"");

    private final Map<String, Double> samples = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private String family = "";

    private Exposition() {}

    /**
     * @return values by {@code name{label=text,…}}, the texts without their escapes
     * @throws AssertionError it is not well-formed
     */
    public static Map<String, Double> parse(String text) {
        Exposition exposition = new Exposition();
        require(text.endsWith("\n"), "no line feed at the end");
        String help = "";
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            if (line.startsWith("# HELP ")) {
                help = line;
            } else if (line.startsWith("# ")) {
                exposition.header(help + "\n" + line);
                help = "";
            } else {
                require(help.isEmpty(), line);
                exposition.sample(line);
            }
        }
        return exposition.samples;
    }

    private void header(String lines) {
        Matcher header = HEADER.matcher(lines);
        require(header.matches() && header.group(1).equals(header.group(2)), lines);
        family = header.group(1);
        require(seen.add(family), "a second time: " + family);
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches() && sample.group(1).equals(family), line);
        String key = family + "{" + labels(sample.group(2)) + "}";
        require(samples.put(key, Double.valueOf(sample.group(3))) == null, "a second time: " + key);
    }

    private static String labels(String text) {
        StringBuilder labels = new StringBuilder();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find(end)) {
            require(label.start() == end, text);
            String value = label.group(2);
            labels.append(end == 0 ? "" : ",").append(label.group(1)).append('=');
            labels.append(value.translateEscapes());
            end = label.end();
            require(end == text.length() || text.charAt(end) == ',', text);
            end = Math.min(end + 1, text.length());
        }
        require(end == text.length(), text);
        return labels.toString();
    }

    private static void require(boolean right, String line) {
        if (!right) {
            throw new AssertionError("not well-formed: " + line);
        }
    }
}
