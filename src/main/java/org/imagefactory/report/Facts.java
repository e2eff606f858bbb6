package org.imagefactory.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is only known while a build runs. Safe to use from several threads. */
public final class Facts {

    private final List<FileFact> inputs = new ArrayList<>();
    private final List<FileFact> outputs = new ArrayList<>();
    private final List<FindingFact> findings = new ArrayList<>();
    private final Map<String, String> values = new TreeMap<>();

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

    /** A measured or chosen value; the name says the unit: {@code disk-used-bytes}. */
    public synchronized void value(String name, String value) {
        values.put(name, value);
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

    public synchronized Map<String, String> values() {
        return Map.copyOf(values);
    }
}
