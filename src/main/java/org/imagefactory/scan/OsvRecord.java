package org.imagefactory.scan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.imagefactory.scan.Installed.Present;
import org.imagefactory.spec.Severity;

/** One record: what it is about, and which of the packages that are asked for have it. */
final class OsvRecord {

    /** How Ubuntu names what it knows of a CVE; its notices say the same once more. */
    private static final String UBUNTU = "UBUNTU-CVE-";

    private static final String CVE = "CVE-";

    /**
     * What its products are called that a release's number follows. Those with longer support than
     * all others, and add-ons, have other names.
     */
    static final String RED_HAT = "Red Hat:enterprise_linux:";

    /** Behind the number of a release; what has more words than that is another product. */
    private static final String LONG_SUPPORT = ":LTS";

    /** Every version is later. */
    private static final String FIRST = "0";

    private static final int MOST_NAMES = 10_000;

    /** Events and hits, a hundred times what the largest one has. */
    private static final int MOST_PARTS = 100_000;

    /**
     * A version that has it.
     *
     * @param fixed the version that does not; empty while there is none
     * @param conditional whether that depends on the module that is in use
     */
    private record Hit(
            Installed system,
            Present present,
            String fixed,
            Severity severity,
            boolean conditional) {}

    /** Something happens to a line of versions. */
    private record Event(String kind, String version) {}

    private final List<Installed> systems;
    private final Set<String> names = new LinkedHashSet<>();
    private final List<Hit> hits = new ArrayList<>();
    private String id = "";
    private String summary = "";
    private String details = "";
    private Severity severity = Severity.UNKNOWN;
    private boolean withdrawn;
    private int parts;

    OsvRecord(List<Installed> systems) {
        this.systems = systems;
    }

    /** From the start to the end of an object. */
    void read(JsonParser json) throws IOException {
        fields(
                json,
                field -> {
                    switch (field) {
                        case "id" -> id = text(json);
                        case "withdrawn" -> withdrawn = !text(json).isEmpty();
                        case "summary" -> summary = text(json);
                        case "details" -> details = text(json);
                        case "upstream", "aliases", "related" -> names(json);
                        case "severity" -> objects(json, () -> severity = worse(severity(json)));
                        case "database_specific" -> specific(json);
                        case "affected" -> objects(json, () -> affected(json));
                        default -> json.skipChildren();
                    }
                });
        if (withdrawn) {
            return;
        }
        // "Important: …" is how Rocky Linux begins
        Severity said = SeverityWords.of(summary.split(":", 2)[0]);
        if (severity == Severity.UNKNOWN) {
            severity = said;
        }
        for (Hit hit : hits) {
            for (String name : about()) {
                hit.system().add(vulnerability(hit, name));
            }
        }
    }

    private Vulnerability vulnerability(Hit hit, String name) {
        return hit.present()
                .with(
                        name,
                        hit.severity() == Severity.UNKNOWN ? severity : hit.severity(),
                        !hit.conditional(),
                        hit.fixed(),
                        hit.conditional() ? Modules.CONDITION : "",
                        details.isEmpty() ? summary : details);
    }

    /** The CVEs, or, without any, the record itself; nothing of a notice that repeats others. */
    private Set<String> about() {
        if (id.startsWith(UBUNTU)) {
            return Set.of(id.substring(UBUNTU.length() - CVE.length()));
        }
        if (id.startsWith("USN-") || id.startsWith("LSN-")) {
            return Set.of();
        }
        return names.isEmpty() ? Set.of(id) : names;
    }

    private void affected(JsonParser json) throws IOException {
        String[] who = {"", ""};
        List<List<Event>> ranges = new ArrayList<>();
        Severity[] own = {Severity.UNKNOWN};
        fields(
                json,
                field -> {
                    switch (field) {
                        case "package" ->
                                fields(
                                        json,
                                        part -> {
                                            switch (part) {
                                                case "ecosystem" -> who[0] = text(json);
                                                case "name" -> who[1] = text(json);
                                                default -> json.skipChildren();
                                            }
                                        });
                        case "ranges" -> objects(json, () -> ranges.add(range(json)));
                        case "ecosystem_specific" ->
                                fields(
                                        json,
                                        part -> {
                                            if (part.equals("ubuntu_priority")) {
                                                own[0] = SeverityWords.of(text(json));
                                            } else {
                                                json.skipChildren();
                                            }
                                        });
                        default -> json.skipChildren();
                    }
                });
        for (Installed system : systems) {
            String release = system.release();
            if (who[0].equals(release)
                    || who[0].equals(release + LONG_SUPPORT)
                    || isPartOf(who[0], release)) {
                system.recognise();
                judge(system, who[1], ranges, own[0]);
            }
        }
    }

    /** {@code Red Hat:enterprise_linux:10.1}, {@code …:9::baseos}: a product, and a part of it. */
    private static boolean isPartOf(String ecosystem, String release) {
        return release.startsWith(RED_HAT)
                && (ecosystem.startsWith(release + ".") || ecosystem.startsWith(release + "::"));
    }

    private void judge(Installed system, String name, List<List<Event>> ranges, Severity own)
            throws IOException {
        for (Present present : system.named(name)) {
            for (List<Event> events : ranges) {
                judge(system, present, events, own);
            }
        }
    }

    private void judge(Installed system, Present present, List<Event> events, Severity own)
            throws IOException {
        boolean module = events.stream().anyMatch(event -> Modules.hold(event.version()));
        boolean versions = events.stream().anyMatch(event -> !event.version().equals(FIRST));
        if (versions && Modules.hold(present.version()) != module) {
            return;
        }
        boolean vulnerable = false;
        String fixed = "";
        for (Event event : events) {
            int order =
                    event.version().equals(FIRST)
                            ? 1
                            : system.compare(present.version(), event.version());
            switch (event.kind()) {
                case "introduced" -> vulnerable |= order >= 0;
                case "fixed" -> {
                    vulnerable &= order < 0;
                    fixed = order < 0 && fixed.isEmpty() ? event.version() : fixed;
                }
                case "last_affected" -> vulnerable &= order <= 0;
                default -> {
                    // limits are for branches of sources
                }
            }
        }
        if (vulnerable) {
            count();
            hits.add(new Hit(system, present, fixed, own, module));
        }
    }

    private void count() throws IOException {
        parts++;
        if (parts > MOST_PARTS) {
            throw new IOException("has a record without an end");
        }
    }

    private List<Event> range(JsonParser json) throws IOException {
        List<Event> events = new ArrayList<>();
        fields(
                json,
                field -> {
                    if (field.equals("events")) {
                        objects(
                                json,
                                () ->
                                        fields(
                                                json,
                                                kind -> {
                                                    count();
                                                    events.add(new Event(kind, text(json)));
                                                }));
                    } else {
                        json.skipChildren();
                    }
                });
        return events;
    }

    private void names(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (JsonToken token = json.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            String name = text(json);
            if (name.startsWith(CVE) && names.size() < MOST_NAMES) {
                names.add(name);
            }
        }
    }

    private void specific(JsonParser json) throws IOException {
        fields(
                json,
                field -> {
                    if (field.equals("severity")) {
                        severity = worse(SeverityWords.of(text(json)));
                    } else {
                        json.skipChildren();
                    }
                });
    }

    /** A vector of CVSS is no word, and stays unknown. */
    private static Severity severity(JsonParser json) throws IOException {
        Severity[] found = {Severity.UNKNOWN};
        fields(
                json,
                field -> {
                    if (field.equals("score")) {
                        found[0] = SeverityWords.of(text(json));
                    } else {
                        json.skipChildren();
                    }
                });
        return found[0];
    }

    private Severity worse(Severity other) {
        boolean known = severity != Severity.UNKNOWN && other.compareTo(severity) < 0;
        return known || other == Severity.UNKNOWN ? severity : other;
    }

    /** What is done with a field whose value the parser stands at; it reads all of the value. */
    @FunctionalInterface
    private interface FieldReader {
        void read(String field) throws IOException;
    }

    @FunctionalInterface
    private interface ObjectReader {
        void read() throws IOException;
    }

    private static void fields(JsonParser json, FieldReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            reader.read(field);
        }
    }

    private static void objects(JsonParser json, ObjectReader reader) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        for (JsonToken token = json.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            reader.read();
        }
    }

    /** Empty where it is no text. */
    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return "";
    }
}
