package org.imagefactory.validation;

import java.util.List;
import java.util.Set;

/**
 * The shell scripts of a kickstart file. The shell of Red Hat's family is bash, under whatever
 * name.
 */
final class KickstartScripts {

    private static final Set<String> SECTIONS =
            Set.of("%pre", "%pre-install", "%post", "%onerror", "%traceback");
    private static final String SHELLS = "(?:\\S*/)?(?:ba|da|k)?sh";
    private static final String BASH = "#!/bin/bash\n";

    private KickstartScripts() {}

    static List<EmbeddedScript> in(String text) {
        return KickstartFile.parse(text, SECTIONS).sections().stream()
                .filter(section -> SECTIONS.contains(section.head().name()))
                .filter(KickstartScripts::isShell)
                .map(
                        section ->
                                new EmbeddedScript(
                                        section.head().name(),
                                        section.head().line(),
                                        BASH + body(section)))
                .toList();
    }

    private static boolean isShell(KickstartFile.Section section) {
        return section.head().value("--interpreter").map(i -> i.matches(SHELLS)).orElse(true);
    }

    /** An interpreter line of its own has no effect. */
    private static String body(KickstartFile.Section section) {
        String body = String.join("\n", section.body()) + "\n";
        return body.startsWith("#!") ? "# " + body.substring(2) : body;
    }
}
