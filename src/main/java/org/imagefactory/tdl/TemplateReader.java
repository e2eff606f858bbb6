package org.imagefactory.tdl;

import java.util.List;
import java.util.Optional;

/**
 * Reads templates in the Template Description Language: XML of the elements that the project's
 * documentation lists, checked to the last of their rules. Nothing that a template names is looked
 * at. Where the rules are silent, the verdict is that of the language's first implementation, Oz.
 */
public final class TemplateReader {

    /** No longer file or text is read. */
    public static final int LONGEST = 20 << 20;

    private final TemplateRules rules;
    private final Faults faults = new Faults();
    private final Faults warnings = new Faults();

    private TemplateReader(TemplateRules rules) {
        this.rules = rules;
    }

    /**
     * Reads a file; its byte order mark and its declaration say how it is encoded.
     *
     * @throws InvalidTemplateException it breaks rules; all of them are told
     */
    public static Template read(byte[] bytes, TemplateRules rules) throws InvalidTemplateException {
        return read(text(bytes), rules);
    }

    /**
     * Reads a text; the encoding that its declaration may name is ignored.
     *
     * @throws InvalidTemplateException it breaks rules; all of them are told
     */
    public static Template read(String text, TemplateRules rules) throws InvalidTemplateException {
        bound(text.length());
        String document = text.startsWith("\ufeff") ? text.substring(1) : text;
        TemplateReader reader = new TemplateReader(rules);
        Optional<Template> template =
                reader.template(document, XmlReader.parse(document, reader.faults));
        List<TemplateFault> found = reader.faults.sorted();
        if (!found.isEmpty()) {
            throw new InvalidTemplateException(found);
        }
        return template.orElseThrow();
    }

    /**
     * The text of a file, for a record; {@link #read(String, TemplateRules)} understands it.
     *
     * @throws InvalidTemplateException its bytes are not what its encoding allows
     */
    public static String text(byte[] bytes) throws InvalidTemplateException {
        bound(bytes.length);
        return TemplateText.decode(bytes);
    }

    private static void bound(int length) throws InvalidTemplateException {
        if (length > LONGEST) {
            throw Faults.fatal(
                    1,
                    "a template of more than %d MiB is not read; have large files fetched from a URL"
                            .formatted(LONGEST >> 20));
        }
    }

    private Optional<Template> template(String document, Element root) {
        if (!root.isNamed("template")) {
            root.unknown(
                    "this is not a TDL document, whose root is <template> without a namespace");
            return Optional.empty();
        }
        root.attributes("version")
                .holds(
                        "name",
                        "description",
                        "os",
                        "disk",
                        "packages",
                        "repositories",
                        "files",
                        "precommands",
                        "commands");
        root.attribute("version")
                .filter(version -> !version.equals("1.0"))
                .ifPresent(
                        version ->
                                root.fault(
                                        "the version %s is not known; write version=\"1.0\""
                                                .formatted(Faults.quote(version))));
        OsReader os = new OsReader(rules, warnings);
        ContentReader contents = new ContentReader();
        PackageReader packages = new PackageReader(warnings);
        String name = root.one("name").map(Element::text).map(Blanks::strip).orElse("");
        Optional<TemplateOs> system = root.one("os").map(os::read);
        Template template =
                new Template(
                        name,
                        root.atMostOne("description")
                                .map(Element::text)
                                .filter(text -> !text.isEmpty()),
                        system.orElse(OsReader.UNKNOWN),
                        root.atMostOne("disk").flatMap(DiskSize::read),
                        packages.packages(root.atMostOne("packages")),
                        packages.repositories(root.atMostOne("repositories")),
                        contents.files(root.atMostOne("files")),
                        contents.commands(root.atMostOne("precommands")),
                        contents.commands(root.atMostOne("commands")),
                        warnings.sorted(),
                        TemplateSource.of(document, root));
        return Optional.of(template);
    }
}
