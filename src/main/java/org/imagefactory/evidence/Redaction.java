package org.imagefactory.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.Setting;

/**
 * Masks the secrets of a configuration in texts that other programs wrote: the kernel prints its
 * command line, libvirt and QEMU log theirs. A secret is found in the spellings of XML, JSON and
 * the shell, and broken by a line end, as at the right edge of a screen.
 *
 * <p>Texts are masked as bytes, one character each: what they are encoded in does not matter.
 */
final class Redaction {

    /**
     * A secret that is shorter is only masked where it stands behind its name, or in a URI: {@code
     * passwd/root-login=false} must not mask every {@code false} of a log.
     */
    private static final int SHORTEST = Secrets.SHORTEST;

    private static final String LINE_END = "(?:\\r?\\n)?";
    private static final int LONGEST_LINE_END = 2;

    private final Map<String, String> replacements = new HashMap<>();
    private final Set<String> words = new HashSet<>();
    private final Pattern pattern;
    private final int longest;

    private Redaction(Set<String> texts) {
        texts.forEach(this::addSecretsOf);
        List<String> longestFirst =
                replacements.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
        pattern =
                Pattern.compile(
                        longestFirst.isEmpty()
                                ? "(?!)"
                                : longestFirst.stream()
                                        .map(Redaction::brokenAnywhere)
                                        .collect(Collectors.joining("|")));
        longest =
                longestFirst.isEmpty() ? 0 : longestFirst.get(0).length() * (1 + LONGEST_LINE_END);
    }

    /** Masks every secret that a specification holds. */
    static Redaction of(ImageSpec spec) {
        return of(spec, Map.of());
    }

    /** Masks these, and those that the settings hold by which it was asked for. */
    static Redaction of(ImageSpec spec, Map<String, Setting> settings) {
        Set<String> texts = new HashSet<>(Secrets.places(spec));
        settings.forEach(
                (name, setting) -> {
                    texts.add(setting.value());
                    texts.add(name + "=" + setting.value());
                });
        return new Redaction(texts);
    }

    /** Masks the secrets of a text; for tests. */
    static Redaction ofText(String text) {
        return new Redaction(Set.of(text));
    }

    /** What is masked, in all its spellings, for those who mask by themselves. */
    Set<String> words() {
        return Set.copyOf(words);
    }

    /** Finds secrets in text of one character per byte. */
    Matcher matcher(CharSequence bytes) {
        return pattern.matcher(bytes);
    }

    /** What stands for a secret that was found. */
    String replacement(String found) {
        return replacements.getOrDefault(found.replace("\r", "").replace("\n", ""), Secrets.MASK);
    }

    /** No find is longer than this, in bytes. */
    int longest() {
        return longest;
    }

    /** The text without secrets. */
    String mask(String text) {
        String masked =
                matcher(bytes(text))
                        .replaceAll(match -> Matcher.quoteReplacement(replacement(match.group())));
        return new String(masked.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private void addSecretsOf(String text) {
        for (String secret : Secrets.in(text)) {
            if (secret.length() >= SHORTEST) {
                add("", secret, "");
                continue;
            }
            for (String word : text.split("\\s+", -1)) {
                if (word.endsWith("=" + secret)) {
                    add(word.substring(0, word.length() - secret.length()), secret, "");
                } else if (word.contains(":" + secret + "@")) {
                    add(":", secret, "@");
                }
            }
        }
    }

    private void add(String before, String secret, String after) {
        for (String spelling : spellings(before + secret + after)) {
            words.add(spelling);
            replacements.put(bytes(spelling), bytes(before) + Secrets.MASK + after);
        }
    }

    private static Set<String> spellings(String text) {
        String xml = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Stream.of(
                        text,
                        xml,
                        xml.replace("\"", "&quot;").replace("'", "&apos;"),
                        xml.replace("\"", "&quot;").replace("'", "&#39;"),
                        text.replace("\\", "\\\\").replace("\"", "\\\""),
                        text.replace("'", "'\\''"),
                        text.replace(",", ",,"))
                .collect(Collectors.toSet());
    }

    private static String brokenAnywhere(String word) {
        return word.chars()
                .mapToObj(c -> Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining(LINE_END));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
