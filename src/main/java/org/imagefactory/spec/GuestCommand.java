package org.imagefactory.spec;

import java.time.Duration;
import org.imagefactory.error.PrintableText;

/**
 * What a guest runs as root: a shell's commands, or a program of any kind if it begins with {@code
 * #!}.
 *
 * @param name for people; several may have the same
 * @param content what is run
 * @param origin where it was asked for, for messages: {@code file:line}; may be empty
 * @param limit after which it is ended, and with it the build
 */
public record GuestCommand(String name, GuestContent content, String origin, Duration limit) {

    /** Enough for whatever is not an installation of its own. */
    public static final Duration USUAL_LIMIT = Duration.ofHours(1);

    /** What it is called in messages. */
    public String title() {
        return PrintableText.of("command '%s'".formatted(name));
    }

    /** The same with the place where it was asked for, if that is known. */
    public String named() {
        return origin.isEmpty() ? title() : "%s (%s)".formatted(title(), origin);
    }
}
