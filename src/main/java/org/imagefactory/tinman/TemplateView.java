package org.imagefactory.tinman;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.config.Effective;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.ShellQuote;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.Setting;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateCommand;
import org.imagefactory.tdl.TemplateContent;
import org.imagefactory.tdl.TemplateFile;
import org.imagefactory.tdl.TemplateRepository;

/**
 * What a template comes to, for people and programs: the section that serves it, what is booted and
 * how that is proved, all values with their origins, the answer file, and what is done in the
 * booted system. Without secrets.
 */
public final class TemplateView {

    private final Resolution resolution;
    private final Template template;
    private final Places places;
    private final Set<String> secrets;

    /**
     * @param name what origins call the template
     */
    public TemplateView(Resolution resolution, Template template, String name) {
        this.resolution = resolution;
        this.template = template;
        this.places = new Places(name, template.source());
        this.secrets = Secrets.unmistakable(resolution.spec());
    }

    /** As an object of JSON. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("system", template.os().name() + " " + template.os().version());
        fields.put("section", resolution.section());
        fields.put("installer", installer());
        fields.put("verified_by", proof());
        fields.put("settings", settings());
        resolution
                .spec()
                .answerFile()
                .ifPresent(answer -> fields.put("answer_file", answer(answer)));
        fields.put("customisation", customisation());
        fields.put("warnings", resolution.warnings().stream().map(this::masked).toList());
        return fields;
    }

    /** As a text, with a line feed at its end. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("system: %s %s\n".formatted(template.os().name(), template.os().version()));
        text.append("section: [%s]\n".formatted(resolution.section()));
        installer().forEach(uri -> text.append("installer: ").append(uri).append('\n'));
        text.append("verified by: ").append(proof()).append('\n');
        settings()
                .forEach(
                        (key, value) ->
                                text.append(
                                        "\n%s = %s\n    # %s\n"
                                                .formatted(
                                                        key,
                                                        value.getOrDefault("value", "")
                                                                .replace("\n", "\n\t"),
                                                        value.get("origin"))));
        resolution
                .spec()
                .answerFile()
                .map(this::answer)
                .ifPresent(
                        answer ->
                                text.append("\n")
                                        .append(answer.get("kind"))
                                        .append(": ")
                                        .append(answer.get("file"))
                                        .append('\n')
                                        .append(
                                                answer.getOrDefault("content", "")
                                                        .replaceAll("(?m)^(?=.)", "    ")));
        text.append("\nin the booted system:");
        List<Map<String, String>> all = customisation();
        text.append(all.isEmpty() ? " nothing\n" : "\n");
        for (Map<String, String> one : all) {
            text.append(
                    "  %s %s%s\n    # %s\n"
                            .formatted(
                                    one.get("what"),
                                    one.get("name"),
                                    Optional.ofNullable(one.get("content"))
                                            .map(": "::concat)
                                            .orElse(""),
                                    one.get("origin")));
        }
        return PrintableText.escaped(text.toString());
    }

    private List<String> installer() {
        Stream<String> files = resolution.spec().installer().files().stream().map(SourceUri::text);
        return Stream.concat(treeInfo(), files).map(Secrets::mask).toList();
    }

    /** Nothing is fetched here, so that nobody knows yet what it says. */
    private Stream<String> treeInfo() {
        return resolution.spec().mirrors().get(0).tree().stream()
                .map(tree -> "what %s says, else".formatted(tree.infos().get(0)));
    }

    private String proof() {
        ImageSpec spec = resolution.spec();
        Verification verification = spec.verification();
        return switch (verification.means(spec.installer())) {
            case RELEASE -> "the signature of " + uri(verification.release());
            case DETACHED_SIGNATURE -> "the signature " + uri(verification.signature());
            case CLEAR_SIGNED_LIST -> "the signature of " + uri(verification.checksums());
            case LIST -> uri(verification.checksums()) + ", whose signature is not checked";
            case PINS -> "digests of the configuration";
            case NOTHING -> "nothing";
        };
    }

    private static String uri(Optional<SourceUri> uri) {
        return uri.map(SourceUri::text).map(Secrets::mask).orElse("");
    }

    /** Those that go into the image. */
    private Map<String, Map<String, String>> settings() {
        Effective values = resolution.values();
        Map<String, String> masked = Secrets.mask(values.settings());
        Map<String, Map<String, String>> settings = new LinkedHashMap<>();
        for (Map.Entry<String, Setting> entry : values.settings().entrySet()) {
            if (values.used().contains(entry.getKey()) && !entry.getValue().value().isEmpty()) {
                settings.put(
                        entry.getKey(),
                        Map.of(
                                "value", masked.getOrDefault(entry.getKey(), ""),
                                "origin", entry.getValue().origin()));
            }
        }
        return settings;
    }

    private Map<String, String> answer(AnswerFile answer) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", answer.kind().title());
        fields.put("file", answer.file().toString());
        if (answer.isTemplate()) {
            fields.put("content", rendered(answer));
        }
        return fields;
    }

    private String rendered(AnswerFile answer) {
        try {
            return masked(AnswerText.of(answer));
        } catch (IOException | ConfigurationException e) {
            return "cannot be read: " + e.getMessage() + "\n";
        }
    }

    private List<Map<String, String>> customisation() {
        List<Map<String, String>> all = new ArrayList<>();
        if (template.isCustomised()) {
            template.repositories().forEach(repository -> all.add(repository(repository)));
            template.precommands().forEach(command -> all.add(command("precommand", command)));
            for (String name : template.packages()) {
                all.add(thing("package", name, "", places.of("packages")));
            }
            for (TemplateFile file : template.files()) {
                all.add(thing("file", file.name(), text(file.content()), places.of(file.line())));
            }
            template.commands().forEach(command -> all.add(command("command", command)));
        }
        template.os()
                .icicleCommand()
                .ifPresent(
                        command ->
                                all.add(
                                        thing(
                                                "icicle",
                                                "command",
                                                command,
                                                places.of("os/icicle"))));
        return all;
    }

    private Map<String, String> repository(TemplateRepository repository) {
        return thing(
                "repository",
                repository.name(),
                "%s (signed: %s, persisted: %s, sslverify: %s)"
                        .formatted(
                                Secrets.mask(repository.url()),
                                repository.signed(),
                                repository.persisted(),
                                repository.sslVerify()),
                places.of("repositories"));
    }

    private Map<String, String> command(String what, TemplateCommand command) {
        return thing(what, command.name(), text(command.content()), places.of(command.line()));
    }

    /** A short text itself, else how long it is: in it anything may stand. */
    private String text(TemplateContent content) {
        String kind = content.type().name().toLowerCase(Locale.ROOT);
        return content.type() == TemplateContent.Type.URL
                ? Secrets.mask(content.text())
                : "%s, %d bytes".formatted(kind, content.bytes().length);
    }

    private static Map<String, String> thing(
            String what, String name, String content, String origin) {
        Map<String, String> thing = new LinkedHashMap<>();
        thing.put("what", what);
        thing.put("name", name);
        if (!content.isEmpty()) {
            thing.put("content", content);
        }
        thing.put("origin", origin);
        return thing;
    }

    private String masked(String text) {
        return ShellQuote.mask(text, secrets);
    }
}
