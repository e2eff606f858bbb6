package org.imagefactory.netboot.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code user:password@} of a URI (RFC 3986 §3.2.1), which must not reach a log or a file. */
public final class UserInfo {

    // Greedy: an unescaped '@' in a password still belongs to it.
    private static final Pattern SYNTAX =
            Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://|)([^/?#]*)@");

    private UserInfo() {}

    public static Optional<String> of(String uri) {
        Matcher matcher = SYNTAX.matcher(uri);
        return matcher.find() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    public static String removed(String uri) {
        return SYNTAX.matcher(uri).replaceFirst("$1");
    }

    public static String masked(String uri) {
        return SYNTAX.matcher(uri).replaceFirst("$1********@");
    }
}
