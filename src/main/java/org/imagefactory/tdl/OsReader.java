package org.imagefactory.tdl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.tdl.TemplateInstall.Algorithm;
import org.imagefactory.tdl.TemplateInstall.Checksums;
import org.imagefactory.tdl.TemplateInstall.Extra;

/** Reads the operating system of a template. */
final class OsReader {

    private static final TemplateInstall NOWHERE = new TemplateInstall.Tree("");

    /** Stands in for one that is missing, so that the rest of the template is checked. */
    static final TemplateOs UNKNOWN =
            new TemplateOs(
                    "",
                    "",
                    "",
                    NOWHERE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final TemplateRules rules;
    private final Faults warnings;

    OsReader(TemplateRules rules, Faults warnings) {
        this.rules = rules;
        this.warnings = warnings;
    }

    TemplateOs read(Element os) {
        os.attributes()
                .holds(
                        "name",
                        "version",
                        "arch",
                        "install",
                        "rootpw",
                        "key",
                        "kernelparam",
                        "icicle");
        return new TemplateOs(
                text(os.one("name")).orElse(""),
                text(os.one("version")).orElse(""),
                os.one("arch").map(OsReader::arch).orElse(""),
                os.one("install").map(OsReader::install).orElse(NOWHERE),
                rootPassword(os),
                text(os.atMostOne("key")),
                text(os.atMostOne("kernelparam")),
                os.atMostOne("icicle").flatMap(OsReader::extraCommand));
    }

    private static Optional<String> text(Optional<Element> element) {
        return element.map(Element::text).map(Blanks::strip).filter(text -> !text.isEmpty());
    }

    private static String arch(Element arch) {
        String text = arch.text();
        if (!TemplateOs.ARCHITECTURES.contains(text)) {
            arch.fault(
                    "%s is no architecture; write one of %s, without blanks around"
                            .formatted(
                                    Faults.quote(text),
                                    String.join(" ", TemplateOs.ARCHITECTURES)));
        }
        return text;
    }

    private Optional<String> rootPassword(Element os) {
        Optional<Element> password =
                rules.rootPasswordRequired() ? os.one("rootpw") : os.atMostOne("rootpw");
        Optional<String> text = password.map(Element::text).filter(any -> !any.isEmpty());
        if (!text.equals(text.map(Blanks::strip))) {
            warnings.add(
                    password.map(Element::line).orElse(0),
                    password.map(Element::path).orElse(""),
                    "the blanks at the end of the password are part of it");
        }
        return text;
    }

    private static Optional<String> extraCommand(Element icicle) {
        return text(icicle.attributes().holds("extra_command").one("extra_command"));
    }

    private static TemplateInstall install(Element install) {
        String type = install.attributes("type").required("type");
        boolean hasUrl = !install.all("url").isEmpty();
        boolean hasIso = !install.all("iso").isEmpty();
        if (!type.equals("url") && !type.equals("iso")) {
            if (install.attribute("type").isPresent()) {
                install.fault(
                        "the type %s is not known; write url or iso".formatted(Faults.quote(type)));
            }
            return hasIso ? disc(install) : tree(install);
        }
        if (type.equals("url") ? hasIso && !hasUrl : hasUrl && !hasIso) {
            install.fault(
                    "the type is %s, but there is no <%s>; type and element must fit"
                            .formatted(type, type));
            return NOWHERE;
        }
        return type.equals("url") ? tree(install) : disc(install);
    }

    private static TemplateInstall tree(Element install) {
        install.holds("url");
        return new TemplateInstall.Tree(text(install.one("url")).orElse(""));
    }

    private static TemplateInstall disc(Element install) {
        install.holds("iso", "md5sum", "sha1sum", "sha256sum", "extras");
        List<Extra> extras = new ArrayList<>();
        install.atMostOne("extras")
                .ifPresent(
                        element -> {
                            List<Element> all = install.children();
                            if (!all.get(all.size() - 1).isNamed("extras")) {
                                element.fault("<extras> must stand after the others");
                            }
                            extras.addAll(extras(element));
                        });
        return new TemplateInstall.Disc(
                text(install.one("iso")).orElse(""), checksums(install), extras);
    }

    private static Optional<Checksums> checksums(Element install) {
        Optional<Checksums> first = Optional.empty();
        for (Element child : install.children()) {
            for (Algorithm algorithm : Algorithm.values()) {
                if (!child.isNamed(algorithm.element())) {
                    continue;
                }
                String url = Blanks.strip(child.text());
                if (first.isEmpty()) {
                    first = Optional.of(new Checksums(algorithm, url));
                } else {
                    child.fault(
                            "there is a list of checksums already; keep one of <md5sum> <sha1sum>"
                                    + " <sha256sum>");
                }
            }
        }
        return first.filter(checksums -> !checksums.url().isEmpty());
    }

    private static List<Extra> extras(Element extras) {
        extras.attributes().holds("file", "directory");
        List<Extra> all = new ArrayList<>();
        for (Element extra : extras.children()) {
            boolean directory = extra.isNamed("directory");
            if (directory || extra.isNamed("file")) {
                extra.attributes("source", "destination").empty();
                all.add(
                        new Extra(
                                directory,
                                extra.required("source"),
                                extra.required("destination")));
            }
        }
        if (extras.children().isEmpty()) {
            extras.fault(
                    "<extras> has nothing to add; it holds at least one <file> or <directory>");
        }
        return all;
    }
}
