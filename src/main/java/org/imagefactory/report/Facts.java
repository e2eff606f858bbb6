package org.imagefactory.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.error.PrintableText;

/** Collects what is only known while a build runs. Safe to use from several threads. */
public final class Facts {

    private final List<FileFact> inputs = new ArrayList<>();
    private final List<FileFact> outputs = new ArrayList<>();
    private final List<FindingFact> findings = new ArrayList<>();
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> tools = new TreeMap<>();
    private final Map<Component, String> components = new HashMap<>();
    private Optional<Instant> started = Optional.empty();

    /** When the build began. */
    public synchronized void started(Instant instant) {
        started = Optional.of(instant);
    }

    /** Versions of the programs that the build uses, by program. */
    public synchronized void tools(Map<String, String> versions) {
        tools.putAll(versions);
    }

    /** A file that the build used. */
    public synchronized void input(FileFact fact) {
        inputs.add(fact);
    }

    /** A file that the build made. */
    public synchronized void output(FileFact fact) {
        outputs.add(fact);
    }

    /** What the image check found. */
    public synchronized void finding(FindingFact fact) {
        findings.add(fact);
    }

    /** A measured or chosen value; the name says the unit. */
    public synchronized void value(Fact fact, String value) {
        values.put(fact.key(), PrintableText.lines(value));
    }

    /** A value of which there are several. */
    public synchronized void value(Fact fact, String of, String value) {
        values.put(fact.key(of), PrintableText.lines(value));
    }

    /** What an earlier attempt measured and chose. */
    public synchronized void values(Map<String, String> earlier) {
        values.putAll(earlier);
    }

    /** The digest of something that the build depends on, as it is used by the build. */
    public synchronized void component(Component component, String digest) {
        components.put(component, digest);
    }

    public synchronized Optional<Instant> started() {
        return started;
    }

    public synchronized Map<String, String> tools() {
        return Map.copyOf(tools);
    }

    public synchronized List<FileFact> inputs() {
        return List.copyOf(inputs);
    }

    public synchronized List<FileFact> outputs() {
        return List.copyOf(outputs);
    }

    public synchronized List<FindingFact> findings() {
        return List.copyOf(findings);
    }

    public synchronized Map<Component, String> components() {
        return Map.copyOf(components);
    }

    public synchronized Map<String, String> values() {
        return Map.copyOf(values);
    }
}
