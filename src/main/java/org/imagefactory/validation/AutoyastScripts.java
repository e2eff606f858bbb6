package org.imagefactory.validation;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The scripts of an AutoYaST file that are in the file itself and are for a shell. */
final class AutoyastScripts {

    private static final Set<String> KINDS =
            Set.of(
                    "pre-scripts",
                    "postpartitioning-scripts",
                    "chroot-scripts",
                    "post-scripts",
                    "init-scripts");

    private AutoyastScripts() {}

    /** None if it is no XML, which is told elsewhere. */
    static List<EmbeddedScript> in(String text) {
        XmlElement profile;
        try {
            profile = XmlDocument.parse(text);
        } catch (XmlException e) {
            return List.of();
        }
        return profile.find("scripts").stream()
                .flatMap(scripts -> scripts.children().stream())
                .filter(kind -> KINDS.contains(kind.name()))
                .flatMap(
                        kind ->
                                kind.all("script")
                                        .flatMap(script -> script(kind.name(), script).stream()))
                .toList();
    }

    private static Optional<EmbeddedScript> script(String kind, XmlElement script) {
        boolean shell =
                script.find("interpreter").map(element -> element.says("shell")).orElse(true);
        if (!shell) {
            return Optional.empty();
        }
        String name =
                script.find("filename").map(element -> " " + element.text().strip()).orElse("");
        return script.find("source")
                .flatMap(
                        source ->
                                ShellScript.of(
                                        "script%s of %s".formatted(name, kind),
                                        source.textLine(),
                                        source.text(),
                                        true));
    }
}
