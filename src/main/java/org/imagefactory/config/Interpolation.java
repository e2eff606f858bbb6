package org.imagefactory.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${key}} and {@code ${section:key}} as Python's {@code ExtendedInterpolation}
 * does: {@code $$} is a dollar sign, any other use of a dollar sign is an error, a value may refer
 * to values ten levels deep, and a reference without a section looks in the section of the value
 * that holds it.
 */
final class Interpolation {

    private static final int MAX_DEPTH = 10;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    /** Variables of variables of variables grow without end in a few lines. */
    private static final int MOST_REFERENCES = 50_000;

    private static final int LONGEST = 4 << 20;

    private final Lookup lookup;
    private final StringBuilder result = new StringBuilder();
    private final Deque<String> path = new ArrayDeque<>();
    private int references;

    private Interpolation(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * @param section that the value is read in
     * @param key of the value, for errors
     * @throws InterpolationException a broken, unknown or endless reference
     */
    static String resolve(Lookup lookup, String section, String key, RawValue value)
            throws InterpolationException {
        Interpolation interpolation = new Interpolation(lookup);
        interpolation.append(section, key, value);
        return interpolation.result.toString();
    }

    /** Makes a text read as itself. */
    static String escape(String text) {
        return text.replace("$", "$$");
    }

    /** The keys that a raw text refers to, in lower case, without their sections. */
    static List<String> references(String text) {
        if (text.indexOf('$') < 0) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(text.replace("$$", ""));
        while (matcher.find()) {
            String name = matcher.group(1);
            keys.add(PythonText.lower(name.substring(name.lastIndexOf(':') + 1)));
        }
        return keys;
    }

    private void append(String section, String key, RawValue value) throws InterpolationException {
        path.addLast(section + ":" + key);
        if (path.size() > MAX_DEPTH) {
            throw tooDeep(value);
        }
        String text = value.text();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0) {
                result.append(text, at, text.length());
                break;
            }
            result.append(text, at, dollar);
            if (text.startsWith("$$", dollar)) {
                result.append('$');
                at = dollar + 2;
            } else {
                at = reference(section, value, dollar);
            }
        }
        path.removeLast();
    }

    /** Appends what the reference stands for; returns where the text goes on after it. */
    private int reference(String section, RawValue value, int dollar)
            throws InterpolationException {
        Matcher matcher = REFERENCE.matcher(value.text()).region(dollar, value.text().length());
        if (!matcher.lookingAt()) {
            throw new InterpolationException(
                    value.origin(),
                    "a dollar sign must start ${key} or ${section:key}, or be written $$");
        }
        String[] parts = matcher.group(1).split(":", -1);
        if (parts.length > 2) {
            throw new InterpolationException(
                    value.origin(), "more than one ':' in '%s'".formatted(matcher.group()));
        }
        boolean other = parts.length == 2;
        String target = other ? parts[0] : section;
        String key = PythonText.lower(parts[parts.length - 1]);
        Optional<RawValue> found =
                other && !lookup.hasSection(target) ? Optional.empty() : lookup.find(target, key);
        if (++references > MOST_REFERENCES || result.length() > LONGEST) {
            throw new InterpolationException(
                    value.origin(),
                    "variables of variables make it longer than any value: '%s' and others"
                            .formatted(matcher.group()));
        }
        RawValue inner =
                found.orElseThrow(
                        () ->
                                new InterpolationException(
                                        value.origin(),
                                        "unknown variable '%s'".formatted(matcher.group())));
        if (inner.text().indexOf('$') < 0) {
            result.append(inner.text());
        } else {
            append(target, key, inner);
        }
        return matcher.end();
    }

    private InterpolationException tooDeep(RawValue value) {
        List<String> names = new ArrayList<>(path);
        String last = names.get(names.size() - 1);
        int again = names.subList(0, names.size() - 1).lastIndexOf(last);
        if (again < 0) {
            return new InterpolationException(
                    value.origin(),
                    "variables nested deeper than %d levels: %s"
                            .formatted(MAX_DEPTH, String.join(" -> ", names)));
        }
        return new InterpolationException(
                value.origin(),
                "variables refer to each other in a circle: "
                        + String.join(" -> ", names.subList(again, names.size())));
    }
}
