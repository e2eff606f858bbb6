package org.imagefactory.validation;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells scripts for shells from others, by their first line. */
final class ShellScript {

    private static final Pattern SHELL =
            Pattern.compile("#! ?/(?:usr/)?bin/(?:env )?(?:ba|da|k)?sh\\b.*");

    private ShellScript() {}

    /**
     * The script; empty if it is for something else, or is blank.
     *
     * @param name what the file calls it, for people
     * @param line that it begins on
     * @param byDefault whether one that does not name its interpreter is for a shell
     */
    static Optional<EmbeddedScript> of(String name, int line, String text, boolean byDefault) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        String first = text.lines().findFirst().orElse("");
        if (!first.startsWith("#!")) {
            return byDefault
                    ? Optional.of(new EmbeddedScript(name, line, "#!/bin/sh\n" + text))
                    : Optional.empty();
        }
        return SHELL.matcher(first).matches()
                ? Optional.of(new EmbeddedScript(name, line, text))
                : Optional.empty();
    }
}
