package org.imagefactory.tdl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the files and commands of a template. */
final class ContentReader {

    /** Of several by one name, the last, in the place of the first. */
    List<TemplateFile> files(Optional<Element> files) {
        Map<String, TemplateFile> byName = new LinkedHashMap<>();
        files.ifPresent(element -> element.attributes().holds("file"));
        for (Element file : files.map(all -> all.all("file")).orElse(List.of())) {
            String name = file.attributes("name", "type").required("name");
            byName.put(name, new TemplateFile(name, content(file), file.line()));
        }
        return List.copyOf(byName.values());
    }

    /** In the order in which they are to run. */
    List<TemplateCommand> commands(Optional<Element> commands) {
        commands.ifPresent(element -> element.attributes().holds("command"));
        List<Element> elements = commands.map(all -> all.all("command")).orElse(List.of());
        List<TemplateCommand> inOrder = new ArrayList<>();
        for (Element command : elements) {
            String name = command.attributes("name", "type", "position").required("name");
            TemplateContent content = content(command);
            if (content.text().isEmpty()) {
                command.fault("the command is empty; write what it is to run, or remove it");
            }
            inOrder.add(new TemplateCommand(name, content, command.line()));
        }
        return CommandOrder.of(elements, inOrder);
    }

    private static TemplateContent content(Element element) {
        String text = element.onlyText();
        String word = element.attribute("type").orElse("raw");
        for (TemplateContent.Type type : TemplateContent.Type.values()) {
            if (word.equals(type.name().toLowerCase(Locale.ROOT))) {
                if (type == TemplateContent.Type.BASE64) {
                    Base64Text.check(element, text);
                }
                return new TemplateContent(type, Blanks.strip(text));
            }
        }
        element.fault(
                "the type %s is not known; write raw, base64 or url".formatted(Faults.quote(word)));
        return new TemplateContent(TemplateContent.Type.RAW, Blanks.strip(text));
    }
}
