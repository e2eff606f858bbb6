package org.imagefactory.spec;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what logs and reports must not tell in a text of the configuration: values of kernel
 * arguments that are named after passwords, and passwords in URIs.
 */
public final class Secrets {

    /** Stands for a secret. */
    public static final String MASK = "********";

    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)[\\w/.-]*(?:password|passwd|passphrase|secret|token)[\\w/.-]*=(?<value>\\S+)"
                            + "|[a-z][a-z0-9+.-]*://[^\\s/@:]*:(?<uri>[^\\s/@]+)@");

    /** Keys, variables of the user's own included, whose whole value is a secret. */
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(?:password|passwd|passphrase|secret|token).*");

    /** Words that say nothing: masked only where they are the secret. */
    private static final Set<String> COMMON_WORDS = Set.of("true", "false", "yes", "no");

    private Secrets() {}

    /** The secrets in a text, each once. */
    public static Set<String> in(String text) {
        Set<String> secrets = new LinkedHashSet<>();
        Matcher matcher = SECRET.matcher(text);
        while (matcher.find()) {
            String value = matcher.group("value");
            secrets.add(value == null ? matcher.group("uri") : value);
        }
        return secrets;
    }

    /** The text with each of its secrets replaced. */
    public static String mask(String text) {
        String masked = text;
        for (String secret : in(text)) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /**
     * The values of a configuration by key, without their secrets: also those of a variable whose
     * name or use in another value tells that it is one.
     */
    public static Map<String, String> mask(Map<String, Setting> settings) {
        Set<String> whole = new LinkedHashSet<>();
        settings.values().forEach(setting -> whole.addAll(in(setting.value())));
        whole.removeAll(COMMON_WORDS);
        Map<String, String> masked = new TreeMap<>();
        settings.forEach(
                (key, setting) -> {
                    String value = setting.value();
                    boolean secret =
                            whole.contains(value)
                                    || (!value.isEmpty() && SECRET_KEY.matcher(key).matches());
                    masked.put(key, secret ? MASK : mask(value));
                });
        return masked;
    }
}
