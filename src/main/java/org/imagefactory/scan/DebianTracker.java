package org.imagefactory.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.PrintableText;

/**
 * Reads the data of Debian's security tracker: an object whose fields are source packages, each an
 * object whose fields are vulnerabilities, each with its state in every release. The file has some
 * 70 MB, so it is read as a stream, and only what is asked for is kept.
 */
final class DebianTracker implements AdvisoryReader {

    /** Several times what it has. */
    private static final long LONGEST = 1L << 30;

    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 1 << 20;

    /** Fixed in a version that no system has: the release never had the vulnerability. */
    private static final String NEVER = "0";

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxDocumentLength(LONGEST)
                                    .build())
                    .build();

    /** What a release says of a vulnerability. */
    private static final class State {
        private String status = "";
        private String fixed = "";
        private String urgency = "";
        private String note = "";
        private String noteReason = "";
    }

    private final List<Installed> systems;

    /**
     * @param systems whose releases have names such as {@code trixie}
     */
    DebianTracker(List<Installed> systems) {
        this.systems = List.copyOf(systems);
    }

    @Override
    public void read(Content content) throws IOException, InterruptedException {
        try (JsonParser json = FACTORY.createParser(Unpacked.of(content.open()))) {
            json.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("is not the data of Debian's security tracker");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while reading advisories");
                }
                source(json, json.currentName());
            }
            if (json.nextToken() != null) {
                throw new IOException("has something behind its end");
            }
        } catch (JsonProcessingException e) {
            throw JsonErrors.of("the data of Debian's security tracker", e);
        }
    }

    /** Until all releases have occurred, packages that nobody asked for are looked at, too. */
    private void source(JsonParser json, String source) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("has no vulnerabilities of " + name(source));
        }
        boolean wanted =
                systems.stream()
                        .anyMatch(
                                system ->
                                        !system.isRecognised() || !system.source(source).isEmpty());
        if (!wanted) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            vulnerability(json, source, json.currentName());
        }
    }

    private void vulnerability(JsonParser json, String source, String id) throws IOException {
        Map<String, State> states = new HashMap<>();
        String description = "";
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("has no data of " + name(id));
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("description") && value == JsonToken.VALUE_STRING) {
                description = json.getText();
            } else if (field.equals("releases") && value == JsonToken.START_OBJECT) {
                releases(json, states);
            } else {
                json.skipChildren();
            }
        }
        for (Installed system : systems) {
            State state = states.get(system.release());
            if (state != null) {
                system.recognise();
                judge(system, source, id, state, description);
            }
        }
    }

    private void releases(JsonParser json, Map<String, State> states) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            boolean ours = systems.stream().anyMatch(system -> system.release().equals(name));
            if (json.nextToken() == JsonToken.START_OBJECT && ours) {
                release(json, states.computeIfAbsent(name, key -> new State()));
            } else {
                json.skipChildren();
            }
        }
    }

    private static void release(JsonParser json, State state) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                json.skipChildren();
                continue;
            }
            switch (field) {
                case "status" -> state.status = json.getText();
                case "fixed_version" -> state.fixed = json.getText();
                case "urgency" -> state.urgency = json.getText();
                case "nodsa" -> state.note = json.getText();
                case "nodsa_reason" -> state.noteReason = json.getText();
                default -> {
                    // repositories and what comes later
                }
            }
        }
    }

    private static void judge(
            Installed system, String source, String id, State state, String description)
            throws IOException {
        boolean resolved = state.status.equals("resolved");
        for (Installed.Present present : system.source(source)) {
            boolean gone =
                    resolved
                            && (state.fixed.equals(NEVER)
                                    || system.compare(present.version(), state.fixed) >= 0);
            if (!gone) {
                system.add(
                        present.with(
                                id,
                                // a star says that the tracker's people took it from elsewhere
                                SeverityWords.of(state.urgency.replace("*", "")),
                                !state.status.equals("undetermined"),
                                resolved ? state.fixed : "",
                                note(state),
                                description));
            }
        }
    }

    private static String note(State state) {
        return state.noteReason.isEmpty() || state.note.isEmpty()
                ? state.note + state.noteReason
                : state.note + " (" + state.noteReason + ")";
    }

    /** A name for a message. */
    private static String name(String text) {
        return PrintableText.of(text.substring(0, Math.min(text.length(), 100)));
    }
}
