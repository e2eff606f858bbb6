package org.imagefactory.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.LintRule;

/** Reads names of rules; the words {@code all} and {@code none} stand alone. */
final class LintRules {

    static final String ALL = "all";
    static final String NONE = "none";

    private LintRules() {}

    /**
     * @throws IllegalArgumentException unknown names, all of them, each with the nearest known one
     */
    static Set<LintRule> parse(String text) {
        List<String> words = ValueType.NAMES.parser().apply(text);
        if (words.size() == 1 && words.get(0).equalsIgnoreCase(ALL)) {
            return Set.of(LintRule.values());
        }
        if (words.size() == 1 && words.get(0).equalsIgnoreCase(NONE)) {
            return Set.of();
        }
        List<String> names = Arrays.stream(LintRule.values()).map(Choice::name).toList();
        Set<LintRule> rules = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (String word : words) {
            if (names.contains(PythonText.lower(word))) {
                rules.add(Choice.parse(LintRule.class, word));
            } else if (word.equalsIgnoreCase(ALL) || word.equalsIgnoreCase(NONE)) {
                problems.add("'%s' must stand alone".formatted(word));
            } else {
                problems.add(unknown(word, names));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return rules;
    }

    private static String unknown(String word, List<String> names) {
        String hint = Suggestions.hint(word, names);
        return "'%s' is not a rule%s"
                .formatted(
                        word,
                        hint.isEmpty()
                                ? ": all, none or some of " + String.join(", ", names)
                                : hint);
    }
}
