package org.imagefactory.tdl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the packages and repositories of a template. */
final class PackageReader {

    private static final Set<String> TRUE = Set.of("true", "yes");
    private static final Set<String> FALSE = Set.of("false", "no");

    private final Faults warnings;

    PackageReader(Faults warnings) {
        this.warnings = warnings;
    }

    List<String> packages(Optional<Element> packages) {
        List<String> names = new ArrayList<>();
        packages.ifPresent(element -> element.attributes().holds("package"));
        for (Element each : packages.map(all -> all.all("package")).orElse(List.of())) {
            names.add(
                    each.attributes("name")
                            .holds("repository", "file", "arguments")
                            .required("name"));
            for (String name : List.of("repository", "file", "arguments")) {
                each.atMostOne(name).ifPresent(this::ignored);
            }
        }
        return names;
    }

    private void ignored(Element element) {
        element.text();
        warnings.add(
                element.line(),
                element.path(),
                "<%s> has no effect; packages are installed by their names"
                        .formatted(element.name()));
    }

    /** Of several by one name, the last, in the place of the first. */
    List<TemplateRepository> repositories(Optional<Element> repositories) {
        Map<String, TemplateRepository> byName = new LinkedHashMap<>();
        repositories.ifPresent(element -> element.attributes().holds("repository"));
        for (Element each : repositories.map(all -> all.all("repository")).orElse(List.of())) {
            String name =
                    each.attributes("name")
                            .holds("url", "signed", "persisted", "sslverify")
                            .required("name");
            byName.put(
                    name,
                    new TemplateRepository(
                            name,
                            each.one("url").map(RepositoryAddress::read).orElse(""),
                            flag(each.atMostOne("signed"), false),
                            flag(each.atMostOne("persisted"), true),
                            flag(each.atMostOne("sslverify"), false)));
        }
        return List.copyOf(byName.values());
    }

    private static boolean flag(Optional<Element> element, boolean otherwise) {
        if (element.isEmpty()) {
            return otherwise;
        }
        String text = element.get().text();
        String word = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            element.get()
                    .fault(
                            ("%s is neither true nor false; write true, false, yes or no, without"
                                            + " blanks around")
                                    .formatted(Faults.quote(text)));
        }
        return TRUE.contains(word);
    }
}
