package org.imagefactory.lifecycle;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes the secrets of credentials out of what plugins and providers say: the whole text, and the
 * values in it whose names tell that they are secret.
 */
final class Masking {

    private static final String MASK = "********";

    /** A shorter one may be a part of other words. */
    private static final int SHORTEST = 6;

    private static final String NAME =
            "[\\w:.-]{0,64}(?i:password|passwd|secret|token|key|private|certificate)[\\w:.-]{0,64}";

    private static final Pattern VALUE =
            Pattern.compile(
                    "<"
                            + NAME
                            + "\\s*>([^<]*+)<"
                            + "|\""
                            + NAME
                            + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

    private final List<String> secrets;

    private Masking(List<String> secrets) {
        this.secrets = secrets;
    }

    static Masking of(Optional<String> credentials, List<String> others) {
        Set<String> found = new LinkedHashSet<>(others);
        credentials.ifPresent(
                text -> {
                    found.add(text.strip());
                    Matcher matcher = VALUE.matcher(text);
                    while (matcher.find()) {
                        String value =
                                matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                        found.add(value.strip());
                        found.add(value.replace("\\n", "\n").strip());
                    }
                });
        // A longer one may hold a shorter one.
        return new Masking(
                found.stream()
                        .flatMap(secret -> Stream.of(secret, secret.replace("&amp;", "&")))
                        .filter(secret -> secret.length() >= SHORTEST)
                        .distinct()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .toList());
    }

    String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
