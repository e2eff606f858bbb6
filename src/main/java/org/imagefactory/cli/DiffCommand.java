package org.imagefactory.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.difference.Difference;
import org.imagefactory.difference.Report;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UsageException;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;

/** Tells what differs between two image files. */
final class DiffCommand {

    private final Invocation invocation;
    private final String version;

    DiffCommand(Invocation invocation, String version) {
        this.invocation = invocation;
        this.version = version;
    }

    /**
     * @return {@link ExitStatus#DIFFERENT} if anything differs that an installation does not make
     *     anew
     */
    ExitStatus run(Request request) throws BuildException {
        List<String> operands = request.operands();
        if (operands.size() != 2) {
            throw new UsageException(
                    "%d images named, and two are compared".formatted(operands.size()),
                    "'%s %s A B'".formatted(CommandTree.PROGRAM, CommandTree.DIFF));
        }
        Screen screen = invocation.screen(request);
        new Logging(CommandTree.PROGRAM, screen, request.quietUnlessVerbose(), request.logFormat());
        Signals signals = new Signals(CommandTree.LAST_WORDS);
        signals.interrupt(Thread.currentThread(), name -> {});
        Path before = invocation.workingDirectory().resolve(operands.get(0));
        Path after = invocation.workingDirectory().resolve(operands.get(1));
        EventPrinter events = new EventPrinter(screen, System::nanoTime);
        Form form =
                request.json() ? new Json(invocation.out(), operands) : new Text(invocation.out());
        try {
            boolean equal =
                    Wiring.factory(invocation, version)
                            .inspection()
                            .compare(before, after, form, events);
            screen.status("");
            form.end(equal);
            return equal ? ExitStatus.DONE : ExitStatus.DIFFERENT;
        } catch (InterruptedException e) {
            return signals.status();
        } catch (BuildException e) {
            if (signals.received().isPresent()) {
                return signals.status();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How differences are printed, as they come. */
    private interface Form extends Report {

        void end(boolean equal) throws IOException;
    }

    /** One line for each, under a heading for each part. */
    private static final class Text implements Form {

        private final PrintStream out;
        private final Map<Difference.Part, Integer> counts = new EnumMap<>(Difference.Part.class);
        private int anew;
        private String heading = "";

        Text(PrintStream out) {
            this.out = out;
        }

        @Override
        public void tell(Difference difference) {
            boolean same = difference.anew().isPresent();
            String title = same ? "made anew by each installation" : difference.part().label();
            if (!title.equals(heading)) {
                heading = title;
                out.println(title + ":");
            }
            String reason = difference.anew().map(text -> " (" + text + ")").orElse("");
            out.println(PrintableText.of("  " + difference + reason));
            anew += same ? 1 : 0;
            if (!same) {
                counts.merge(difference.part(), 1, Integer::sum);
            }
        }

        @Override
        public void end(boolean equal) {
            StringBuilder text = new StringBuilder();
            counts.forEach((part, n) -> text.append("%s: %d, ".formatted(part.label(), n)));
            out.printf(
                    "%smade anew by each installation: %d%n",
                    equal ? "no difference; " : "differences: " + text, anew);
            out.flush();
        }
    }

    /** One object; the array of what each installation makes anew comes second. */
    private static final class Json implements Form {

        private final JsonGenerator json;
        private final List<String> files;
        private boolean first;
        private boolean second;

        Json(PrintStream out, List<String> files) {
            this.files = files;
            try {
                json = new JsonFactory().createGenerator(out);
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.useDefaultPrettyPrinter();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Nothing is printed before it is known that there is something to say. */
        private void start() throws IOException {
            if (!first) {
                first = true;
                json.writeStartObject();
                json.writeStringField("before", files.get(0));
                json.writeStringField("after", files.get(1));
                json.writeArrayFieldStart("differences");
            }
        }

        @Override
        public void tell(Difference difference) {
            try {
                start();
                if (difference.anew().isPresent() && !second) {
                    startSecond();
                }
                json.writeStartObject();
                json.writeStringField("part", difference.part().label());
                json.writeStringField("kind", difference.kind());
                json.writeStringField("name", difference.name());
                field("before", difference.before());
                field("after", difference.after());
                field("reason", difference.anew());
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end(boolean equal) throws IOException {
            start();
            if (!second) {
                startSecond();
            }
            json.writeEndArray();
            json.writeBooleanField("equal", equal);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        }

        private void startSecond() throws IOException {
            second = true;
            json.writeEndArray();
            json.writeArrayFieldStart("madeAnew");
        }

        private void field(String name, Optional<String> value) throws IOException {
            if (value.isPresent()) {
                json.writeStringField(name, value.get());
            }
        }
    }
}
