package org.imagefactory.tinman;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.tdl.Icicle;

/**
 * What a template's own command prints of the installed packages: a line for each, in the order in
 * which the system's package manager has them. So that one is asked in the same moment.
 */
final class PackageFacts {

    private static final String BETWEEN = "--image-factory-extra--";

    private PackageFacts() {}

    /** What runs in the guest. */
    static String script(String command) {
        return """
                if command -v rpm >/dev/null 2>&1 && rpm -qa | grep -q .; then
                    rpm -qa
                else
                    dpkg --get-selections | sed -n 's/[[:blank:]].*install$//p'
                fi
                echo '%s'
                extra=$(
                %s
                ) || exit
                # an empty line belongs to a package, too
                printf '%%s\\n' "$extra" | sed 's/^$/ /'
                """
                .formatted(BETWEEN, command);
    }

    /**
     * The packages with the line of each.
     *
     * @param lines that {@link #script} printed
     */
    static List<Icicle.Item> items(List<String> lines) {
        int between = lines.indexOf(BETWEEN);
        if (between < 0) {
            return lines.stream().map(name -> new Icicle.Item(name, Optional.empty())).toList();
        }
        List<String> extras = lines.subList(between + 1, lines.size());
        List<Icicle.Item> items = new ArrayList<>();
        for (int i = 0; i < between; i++) {
            Optional<String> extra =
                    i < extras.size() ? Optional.of(extras.get(i)) : Optional.empty();
            items.add(new Icicle.Item(lines.get(i), extra));
        }
        return items;
    }
}
