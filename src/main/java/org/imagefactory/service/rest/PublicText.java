package org.imagefactory.service.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.spec.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What everybody may read of a template, of parameters, or of the definition of a provider: no
 * passwords of elements, of addresses, or of fields whose names tell that they are secret. In doubt
 * it hides more.
 */
final class PublicText {

    /** Bounded, so that each part of a text is looked at a fixed number of times. */
    private static final Pattern LOGIN =
            Pattern.compile("(://[^\\s/@:<>\"']{0,200}+:)[^\\s/@<>\"']{1,200}+@");

    private static final Pattern FIELD =
            Pattern.compile(
                    "(?i)(\"[\\w.-]{0,60}?(?:password|passwd|secret|token|api_key|apikey)[\\w.-]{0,60}\"\\s{0,20}"
                            + ":\\s{0,20}\")(?:[^\"\\\\]|\\\\.)*+\"");

    private static final Pattern SECRET =
            Pattern.compile("(?i)rootpw|password|passwd|passphrase|secret|token|credential");

    private static final String ANSWERS = "install_script";

    private PublicText() {}

    /** Parameters of an image; an answer file of somebody's own holds what nobody knows of. */
    static Map<String, @Nullable Object> of(Map<String, ? extends @Nullable Object> parameters) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        parameters.forEach(
                (name, value) -> {
                    if (value != null && (name.equals(ANSWERS) || SECRET.matcher(name).find())) {
                        shown.put(name, Secrets.MASK);
                    } else if (name.equals(CallbackAddress.PARAMETER)
                            && value instanceof List<?> list) {
                        shown.put(name, list.stream().map(PublicText::callback).toList());
                    } else {
                        shown.put(name, value instanceof String text ? of(text) : value);
                    }
                });
        return shown;
    }

    private static Object callback(Object value) {
        return value instanceof String text ? new CallbackAddress(text).logged() : Secrets.MASK;
    }

    static String of(String text) {
        String masked = TemplateMask.hide(text);
        masked = LOGIN.matcher(masked).replaceAll("$1" + Secrets.MASK + "@");
        return FIELD.matcher(masked).replaceAll("$1" + Secrets.MASK + "\"");
    }
}
