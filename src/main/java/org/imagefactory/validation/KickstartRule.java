package org.imagefactory.validation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What goes together in a statement.
 *
 * @param kind what is asked of the names
 * @param subject what has to be there for the rule to hold; empty for always
 * @param names of options, some with a value, and of arguments
 */
record KickstartRule(Kind kind, String subject, List<String> names) {

    /** What is asked. */
    enum Kind {
        ONE_OF("one-of"),
        SOME_OF("some-of"),
        MOST_ONE_OF("most-one-of"),
        NEEDS("needs"),
        EXCLUDES("excludes");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    KickstartRule {
        names = List.copyOf(names);
    }

    /** As the table writes it; empty if the remark is none of these rules. */
    static Optional<KickstartRule> parse(String remark) {
        List<String> words = List.of(remark.split(" +"));
        for (Kind kind : Kind.values()) {
            boolean conditional = kind == Kind.NEEDS || kind == Kind.EXCLUDES;
            int at = conditional ? 1 : 0;
            if (words.size() > at + 1 && words.get(at).equals(kind.word)) {
                return Optional.of(
                        new KickstartRule(
                                kind,
                                conditional ? words.get(0) : "",
                                words.subList(at + 1, words.size())));
            }
        }
        return Optional.empty();
    }

    /** Every option that the rule speaks of. */
    List<String> options() {
        return Arrays.stream((subject + " " + String.join(" ", names)).split(" "))
                .filter(name -> name.startsWith("-"))
                .map(name -> name.replaceFirst("=.*", ""))
                .toList();
    }

    /** What is wrong with a statement; empty if it keeps the rule. */
    Optional<String> complaint(String command, KickstartUse use) {
        if (!subject.isEmpty() && !use.has(subject)) {
            return Optional.empty();
        }
        List<String> there = names.stream().filter(use::has).map(KickstartUse::title).toList();
        boolean kept =
                switch (kind) {
                    case ONE_OF -> there.size() == 1;
                    case SOME_OF, NEEDS -> !there.isEmpty();
                    case MOST_ONE_OF -> there.size() <= 1;
                    case EXCLUDES -> there.isEmpty();
                };
        return kept ? Optional.empty() : Optional.of(text(command, there));
    }

    private String text(String command, List<String> there) {
        String all = names.stream().map(KickstartUse::title).collect(Collectors.joining(", "));
        String one = names.size() == 1 ? all : "one of " + all;
        if (kind == Kind.EXCLUDES) {
            return "%s: %s and %s cannot be used together"
                    .formatted(command, KickstartUse.title(subject), String.join(", ", there));
        }
        if (kind == Kind.NEEDS) {
            return "%s: %s needs %s".formatted(command, KickstartUse.title(subject), one);
        }
        return there.isEmpty()
                ? "%s needs %s".formatted(command, one)
                : "%s takes only one of %s".formatted(command, String.join(", ", there));
    }
}
