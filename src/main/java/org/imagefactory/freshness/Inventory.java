package org.imagefactory.freshness;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.report.Component;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Sha256;

/**
 * What makes a difference to an image, by digests: settings may hold secrets, so not even the
 * memory of builds, which is for the user alone, gets them in clear.
 */
public final class Inventory {

    private Inventory() {}

    /**
     * What the specification itself says. It is complete together with what a build notes of the
     * files that it uses.
     *
     * @param builder name and version of this program
     */
    public static Map<Component, String> of(ImageSpec spec, String builder) {
        Map<Component, String> parts = new HashMap<>();
        parts.put(new Component(Component.Kind.TOOL, "image-factory"), digest(builder));
        spec.identity()
                .fields()
                .forEach(
                        (field, text) ->
                                parts.put(
                                        new Component(Component.Kind.FIELD, field.id()),
                                        digest(text)));
        spec.identity()
                .destinations()
                .forEach(
                        (name, text) ->
                                parts.put(
                                        new Component(Component.Kind.DESTINATION, name),
                                        digest(text)));
        return Map.copyOf(parts);
    }

    /**
     * The specification in the words of those who asked for it, as builds of earlier versions
     * remember it: what has a word of its own, and what is remembered besides.
     */
    static Map<Component, String> inWords(Description description, Set<Component> remembered) {
        Map<Component, String> parts = new HashMap<>();
        description
                .settings()
                .forEach(
                        (name, setting) -> {
                            Component part = new Component(Component.Kind.SETTING, name);
                            if (description.matters(name) || remembered.contains(part)) {
                                parts.put(part, digest(setting.value()));
                            }
                        });
        return parts;
    }

    /** The component that an answer file is. */
    static Component component(AnswerFile answers) {
        return new Component(Component.Kind.ANSWERS, answers.file().toString());
    }

    /**
     * The content of the answer file, where there is one, as it is now.
     *
     * @throws IOException it cannot be read
     * @throws InterruptedException the calling thread was interrupted
     */
    public static Map<Component, String> ofAnswers(ImageSpec spec)
            throws IOException, InterruptedException {
        if (spec.answerFile().isEmpty()) {
            return Map.of();
        }
        AnswerFile answers = spec.answerFile().get();
        return Map.of(component(answers), AnswerText.sha256(answers));
    }

    /** In the form in which it is remembered. */
    public static Map<String, String> toText(Map<Component, String> parts) {
        Map<String, String> text = new TreeMap<>();
        parts.forEach((component, digest) -> text.put(component.key(), digest));
        return text;
    }

    private static String digest(String text) {
        return Sha256.of(text).hex();
    }
}
