package org.imagefactory.spec;

import java.util.LinkedHashSet;
import java.util.Set;
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
}
