package org.imagefactory.service.rest;

import java.util.regex.Pattern;

/**
 * What everybody may read of a template, or of the definition of a provider: no passwords of
 * elements, of addresses, or of fields whose names tell that they are secret. In doubt it hides
 * more.
 */
final class PublicText {

    /** Bounded, so that each part of a text is looked at a fixed number of times. */
    private static final Pattern LOGIN =
            Pattern.compile("(://[^\\s/@:<>\"']{0,200}+:)[^\\s/@<>\"']{1,200}+@");

    private static final Pattern FIELD =
            Pattern.compile(
                    "(?i)(\"[\\w.-]{0,60}?(?:password|passwd|secret|token|api_key|apikey)[\\w.-]{0,60}\"\\s{0,20}"
                            + ":\\s{0,20}\")(?:[^\"\\\\]|\\\\.)*+\"");

    private PublicText() {}

    static String of(String text) {
        String masked = TemplateMask.hide(text);
        masked = LOGIN.matcher(masked).replaceAll("$1********@");
        return FIELD.matcher(masked).replaceAll("$1********\"");
    }
}
