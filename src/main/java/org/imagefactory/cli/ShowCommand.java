package org.imagefactory.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.imagefactory.config.Effective;
import org.imagefactory.config.Layers;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.Setting;

/** Shows every effective value of images and where it comes from, for broken images too. */
final class ShowCommand {

    private final Layers layers;
    private final SpecReader reader;
    private final PrintStream out;
    private final Messages messages;

    ShowCommand(Layers layers, SpecReader reader, PrintStream out, Messages messages) {
        this.layers = layers;
        this.reader = reader;
        this.out = out;
        this.messages = messages;
    }

    /**
     * @throws BuildException an image is neither a section nor described by the defaults
     */
    ExitStatus run(Request request) throws BuildException {
        for (String image : request.operands()) {
            if (!layers.hasSection(image)) {
                reader.read(image);
            }
        }
        for (String image : request.operands()) {
            Effective effective = reader.effective(image);
            out.print(request.json() ? json(image, effective) : text(image, effective));
            tellProblems(image, effective);
        }
        out.flush();
        return ExitStatus.DONE;
    }

    /** What keeps the image from being built is told, but no reason not to show it. */
    private void tellProblems(String image, Effective effective) {
        // A broken variable is also what keeps the key that uses it from being read.
        // One that the image does not use may be made for others.
        Set<Problem> problems = new LinkedHashSet<>();
        effective
                .errors()
                .forEach(
                        (key, problem) -> {
                            if (effective.used().contains(key)) {
                                problems.add(problem);
                            }
                        });
        try {
            reader.read(image).warnings().stream()
                    .filter(warning -> !problems.contains(warning))
                    .forEach(messages::warning);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        problems.forEach(problem -> messages.error(problem.toString()));
    }

    private static String text(String image, Effective effective) {
        StringBuilder text = new StringBuilder("[" + image + "]\n");
        for (Map.Entry<String, Setting> entry : effective.settings().entrySet()) {
            text.append(entry.getKey())
                    .append(" = ")
                    .append(entry.getValue().value().replace("\n", "\n\t"))
                    .append("\n    # ")
                    .append(entry.getValue().origin())
                    .append('\n');
        }
        return text.toString();
    }

    private static String json(String image, Effective effective) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("image", image);
            json.writeObjectFieldStart("values");
            for (Map.Entry<String, Setting> entry : effective.settings().entrySet()) {
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("value", entry.getValue().value());
                json.writeStringField("origin", entry.getValue().origin());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }
}
