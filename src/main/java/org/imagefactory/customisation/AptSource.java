package org.imagefactory.customisation;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of sources.list(5), or a part of one as add-apt-repository takes it: {@code [deb
 * [[OPTIONS]]] URI [SUITE [COMPONENT…]]}.
 *
 * @param type deb or deb-src
 * @param options what stood between brackets; may be empty
 * @param uri of the archive
 * @param suite empty for the system's own
 * @param components with blanks between them; may be empty
 */
record AptSource(String type, String options, String uri, String suite, String components) {

    private static final Pattern BEGIN =
            Pattern.compile("(?:(?<type>deb(?:-src)?)\\s+)?(?:\\[(?<options>[^]]*)]\\s*)?");

    static AptSource parse(String address) {
        String line = address.strip();
        Matcher begin = BEGIN.matcher(line);
        boolean found = begin.lookingAt();
        String type = found && begin.group("type") != null ? begin.group("type") : "deb";
        String options = found && begin.group("options") != null ? begin.group("options") : "";
        String rest = found ? line.substring(begin.end()) : line;
        List<String> words = Arrays.stream(rest.split("\\s+")).toList();
        return new AptSource(
                type,
                options.strip(),
                words.get(0),
                words.size() > 1 ? words.get(1) : "",
                String.join(" ", words.subList(Math.min(2, words.size()), words.size())));
    }
}
