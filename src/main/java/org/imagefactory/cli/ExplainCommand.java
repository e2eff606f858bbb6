package org.imagefactory.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.ImageFactory;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.PrintableText;
import org.imagefactory.freshness.Assessment;
import org.imagefactory.freshness.Change;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;

/** Tells of images why {@code --if-changed} would build them. */
final class ExplainCommand {

    private final SpecReader reader;
    private final Invocation invocation;
    private final String version;

    ExplainCommand(SpecReader reader, Invocation invocation, String version) {
        this.reader = reader;
        this.invocation = invocation;
        this.version = version;
    }

    /**
     * @return {@link ExitStatus#DONE} whatever there is to tell, or that of a signal
     * @throws ConfigurationException nothing was looked at: an image cannot be read
     */
    ExitStatus run(Request request) throws ConfigurationException {
        List<Reading> readings = new ArrayList<>();
        for (String image : request.operands()) {
            readings.add(reader.read(image));
        }
        Screen screen = invocation.screen(request);
        new Logging(CommandTree.PROGRAM, screen, request.quietUnlessVerbose(), request.logFormat());
        Signals signals = new Signals(CommandTree.LAST_WORDS);
        signals.interrupt(Thread.currentThread(), name -> {});
        ImageFactory factory = Wiring.factory(invocation, version);
        EventPrinter events = new EventPrinter(screen, System::nanoTime);
        for (Reading reading : readings) {
            String image = reading.spec().name().text();
            try {
                Assessment assessment =
                        factory.explain(
                                reading.spec(),
                                reading.description(),
                                invocation.workingDirectory(),
                                events);
                screen.status("");
                invocation
                        .out()
                        .print(request.json() ? json(image, assessment) : text(image, assessment));
                invocation.out().flush();
            } catch (InterruptedException e) {
                return signals.status();
            }
        }
        return ExitStatus.DONE;
    }

    private static String text(String image, Assessment assessment) {
        if (assessment.unchanged()) {
            return "%s: nothing: --if-changed would skip it, %s%n"
                    .formatted(image, assessment.text());
        }
        StringBuilder text = new StringBuilder();
        for (Change change : assessment.changes()) {
            change.text()
                    .lines()
                    .forEach(
                            line ->
                                    text.append(image)
                                            .append(": ")
                                            .append(PrintableText.of(line))
                                            .append(System.lineSeparator()));
        }
        return text.toString();
    }

    private static String json(String image, Assessment assessment) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("image", image);
            json.writeBooleanField("unchanged", assessment.unchanged());
            if (assessment.last().isPresent()) {
                json.writeStringField("lastBuild", assessment.last().get().started().toString());
            }
            json.writeArrayFieldStart("changes");
            for (Change change : assessment.changes()) {
                json.writeStartObject();
                json.writeStringField("subject", change.subject());
                json.writeStringField("change", change.kind().key());
                json.writeStringField("detail", change.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }
}
