package org.imagefactory.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what logs and reports must not tell in a text of the configuration: values of kernel
 * arguments that are named after passwords, and passwords in URIs.
 */
public final class Secrets {

    /** Stands for a secret. */
    public static final String MASK = "********";

    private static final String NAME = "(?:password|passwd|passphrase|secret|token)";

    /**
     * Bounded, so that no text of megabytes takes more than one look at each of its parts. What
     * commands say of secrets, as options and headers, counts if it is long enough.
     */
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)%1$s[\\w/.-]{0,200}+=(?<value>\\S++)".formatted(NAME)
                            + "|[a-z0-9+.-]://[^\\s/@:]{0,1000}+:(?<uri>[^\\s/@]{1,1000}+)@"
                            + "|--[\\w-]{0,60}%1$s[\\w-]{0,60}+\\s++(?<option>\\S{6,}+)"
                                    .formatted(NAME)
                            + "|authorization:\\s*+\\w++\\s++(?<header>\\S{6,}+)");

    private static final List<String> GROUPS = List.of("value", "uri", "option", "header");

    /** What a shell does not take for a part of a value. */
    private static final Pattern QUOTED = Pattern.compile("[\"'(]*+([^\"'();&|]*+).*");

    /** Keys, variables of the user's own included, whose whole value is a secret. */
    private static final Pattern SECRET_KEY = Pattern.compile("(?i).*" + NAME + ".*");

    /** Words that say nothing: masked only where they are the secret. */
    private static final Set<String> COMMON_WORDS = Set.of("true", "false", "yes", "no");

    /** A text that is shorter may be a part of other words: it is no secret by itself. */
    public static final int SHORTEST = 6;

    private Secrets() {}

    /** Those that can be masked wherever they stand. */
    public static Set<String> unmistakable(ImageSpec spec) {
        return spec.secrets().stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .collect(Collectors.toSet());
    }

    /** The secrets in a text, each once. */
    public static Set<String> in(String text) {
        Set<String> secrets = new LinkedHashSet<>();
        Matcher matcher = SECRET.matcher(text);
        while (matcher.find()) {
            for (String group : GROUPS) {
                String value = matcher.group(group);
                if (value != null) {
                    secrets.add(value);
                    bare(group.equals("uri") ? "" : value).ifPresent(secrets::add);
                }
            }
        }
        return secrets;
    }

    /**
     * The value as a shell takes it, if that is another one and cannot be a part of other words.
     */
    private static Optional<String> bare(String value) {
        Matcher matcher = QUOTED.matcher(value);
        return matcher.matches()
                ? Optional.of(matcher.group(1))
                        .filter(bare -> bare.length() >= SHORTEST && !bare.equals(value))
                : Optional.empty();
    }

    /** All texts of a specification, in which its secrets can be found. */
    public static Set<String> places(ImageSpec spec) {
        return RecordTexts.of(spec);
    }

    /** The secrets in some texts, each once. */
    public static Set<String> in(Collection<String> texts) {
        Set<String> secrets = new LinkedHashSet<>();
        texts.forEach(text -> secrets.addAll(in(text)));
        return secrets;
    }

    /** The text with each of its secrets replaced. */
    public static String mask(String text) {
        return without(in(text), text);
    }

    /**
     * The values of a configuration by key, without their secrets: also those of a variable whose
     * name or use in another value tells that it is one. So a variable with such a name marks what
     * a value that refers to it, a command for example, has to keep to itself.
     */
    public static Map<String, String> mask(Map<String, Setting> settings) {
        Set<String> whole = new LinkedHashSet<>();
        settings.values().forEach(setting -> whole.addAll(in(setting.value())));
        whole.removeAll(COMMON_WORDS);
        List<String> marked = marked(settings);
        Map<String, String> masked = new TreeMap<>();
        settings.forEach(
                (key, setting) -> {
                    String value = setting.value();
                    boolean secret =
                            whole.contains(value)
                                    || (!value.isEmpty() && SECRET_KEY.matcher(key).matches());
                    masked.put(key, secret ? MASK : without(marked, mask(value)));
                });
        return masked;
    }

    /** The longest first: one may be a part of another one. */
    private static List<String> marked(Map<String, Setting> settings) {
        return settings.entrySet().stream()
                .filter(entry -> SECRET_KEY.matcher(entry.getKey()).matches())
                .map(entry -> entry.getValue().value())
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static String without(Collection<String> secrets, String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
