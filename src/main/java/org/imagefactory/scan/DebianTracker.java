package org.imagefactory.scan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imagefactory.error.PrintableText;
import org.imagefactory.manifest.PackageFormat;
import org.imagefactory.spec.Severity;

/**
 * Reads the data of Debian's security tracker: an object whose fields are source packages, each an
 * object whose fields are vulnerabilities, each with its state in every release. The file has some
 * 70 MB, so it is read as a stream, and only what is asked for is kept.
 */
final class DebianTracker {

    /** Several times what it has. */
    private static final long LONGEST = 1L << 30;

    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 1 << 20;

    /** A system with everything installed has a tenth of it. */
    private static final int MOST_FINDINGS = 100_000;

    /** Fixed in a version that no system has: the release never had the vulnerability. */
    private static final String NEVER = "0";

    private static final Comparator<String> VERSIONS = PackageFormat.DEB.versions();

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
        private boolean present;
        private String status = "";
        private String fixed = "";
        private String urgency = "";
        private String note = "";
        private String noteReason = "";
    }

    private final String release;
    private final Map<String, Set<String>> installed;
    private final List<Vulnerability> found = new ArrayList<>();
    private boolean knowsRelease;

    /**
     * @param release by its name, such as {@code trixie}
     * @param installed versions of source packages
     */
    DebianTracker(String release, Map<String, Set<String>> installed) {
        this.release = release;
        this.installed = Map.copyOf(installed);
    }

    /**
     * What the installed packages have, in the order of the file.
     *
     * @param data stays open
     * @throws IOException it cannot be read, or is something else; the message continues its name
     * @throws InterruptedException the calling thread was interrupted
     */
    List<Vulnerability> read(InputStream data) throws IOException, InterruptedException {
        try (JsonParser json = FACTORY.createParser(data)) {
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
            throw new IOException(
                    "is not the data of Debian's security tracker: no JSON in line %d, column %d"
                            .formatted(
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr()),
                    e);
        }
        if (!knowsRelease) {
            throw new IOException("says nothing of Debian's release " + release);
        }
        return found;
    }

    /** Until it is known that the release occurs, packages that nobody asked for are looked at. */
    private void source(JsonParser json, String source) throws IOException {
        Set<String> versions = installed.getOrDefault(source, Set.of());
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("has no vulnerabilities of " + name(source));
        }
        if (versions.isEmpty() && knowsRelease) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            vulnerability(json, source, json.currentName(), versions);
        }
    }

    private void vulnerability(JsonParser json, String source, String id, Set<String> versions)
            throws IOException {
        State state = new State();
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
                releases(json, state);
            } else {
                json.skipChildren();
            }
        }
        if (state.present) {
            knowsRelease = true;
            for (String version : versions) {
                judge(source, version, id, state, description);
            }
        }
    }

    private void releases(JsonParser json, State state) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean ours = json.currentName().equals(release);
            if (json.nextToken() == JsonToken.START_OBJECT && ours) {
                state.present = true;
                release(json, state);
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

    private void judge(String source, String version, String id, State state, String description)
            throws IOException {
        boolean resolved = state.status.equals("resolved");
        boolean gone =
                resolved
                        && (state.fixed.equals(NEVER)
                                || VERSIONS.compare(version, state.fixed) >= 0);
        if (gone) {
            return;
        }
        if (found.size() >= MOST_FINDINGS) {
            throw new IOException("has more than %d findings".formatted(MOST_FINDINGS));
        }
        found.add(
                new Vulnerability(
                        id,
                        source,
                        version,
                        severity(state.urgency),
                        !state.status.equals("undetermined"),
                        resolved ? state.fixed : "",
                        note(state),
                        description));
    }

    private static String note(State state) {
        return state.noteReason.isEmpty() || state.note.isEmpty()
                ? state.note + state.noteReason
                : state.note + " (" + state.noteReason + ")";
    }

    /** A star says that the tracker's people took it from elsewhere. */
    private static Severity severity(String urgency) {
        return switch (urgency.replace("*", "")) {
            case "high" -> Severity.HIGH;
            case "medium" -> Severity.MEDIUM;
            case "low" -> Severity.LOW;
            case "unimportant" -> Severity.NEGLIGIBLE;
            default -> Severity.UNKNOWN;
        };
    }

    /** A name for a message. */
    private static String name(String text) {
        return PrintableText.of(text.substring(0, Math.min(text.length(), 100)));
    }
}
