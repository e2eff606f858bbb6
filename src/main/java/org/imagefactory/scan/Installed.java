package org.imagefactory.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.manifest.PackageFormat;
import org.imagefactory.manifest.SourceListFile.Binary;
import org.imagefactory.manifest.SourceListFile.Line;
import org.imagefactory.manifest.SourceListFile.SourceList;
import org.imagefactory.spec.Severity;

/** What a system has installed, by source and by binary package, and what is found of it. */
final class Installed {

    /** A system with everything installed has a tenth of it. */
    private static final int MOST_FINDINGS = 100_000;

    /**
     * A package that is there.
     *
     * @param name of the source package, or of the binary package, as it was asked for
     * @param version of it, with an epoch where it has one
     * @param source that it was built from
     */
    record Present(String name, String version, Line source) {

        /** Something that is known of it. */
        Vulnerability with(
                String id,
                Severity severity,
                boolean decided,
                String fixed,
                String note,
                String description) {
            return new Vulnerability(
                    id,
                    source.name(),
                    source.version(),
                    severity,
                    decided,
                    fixed,
                    note,
                    description);
        }
    }

    private record Key(String id, String source, String version) {}

    private final String release;
    private final boolean toldBySource;
    private final Comparator<String> versions;
    private final Map<String, List<Present>> sources = new HashMap<>();
    private final Map<String, List<Present>> binaries = new HashMap<>();
    private final Map<Key, Vulnerability> found = new LinkedHashMap<>();
    private boolean known;

    /**
     * @param release as the data calls it
     * @param format how versions are compared
     */
    Installed(String release, PackageFormat format, SourceList list) {
        this.release = release;
        this.toldBySource = format == PackageFormat.DEB;
        this.versions = format.versions();
        for (Line line : list.lines()) {
            add(sources, new Present(line.name(), whole(line), line));
            for (Binary binary : line.binaries()) {
                add(binaries, new Present(binary.name(), binary.version(), line));
            }
        }
    }

    private static void add(Map<String, List<Present>> to, Present present) {
        to.computeIfAbsent(present.name(), name -> new ArrayList<>(1)).add(present);
    }

    /** The file of a source package does not tell its epoch; packages that are built of it do. */
    private static String whole(Line line) {
        return line.binaries().stream()
                .map(Binary::version)
                .filter(version -> version.endsWith(":" + line.version()))
                .findFirst()
                .orElse(line.version());
    }

    String release() {
        return release;
    }

    /** The versions of a source package. */
    List<Present> source(String name) {
        return sources.getOrDefault(name, List.of());
    }

    /** The versions of a binary package. */
    List<Present> binary(String name) {
        return binaries.getOrDefault(name, List.of());
    }

    /**
     * The versions of a source package, or of a binary package whose name no installed source
     * package has. Debian's relatives tell by source alone: there the binary package of a name may
     * be of another source ({@code containerd} of {@code containerd-app}).
     */
    List<Present> named(String name) {
        return toldBySource || sources.containsKey(name) ? source(name) : binary(name);
    }

    /** Negative if the first version is the older one. */
    int compare(String one, String other) {
        return versions.compare(one, other);
    }

    /** The data speaks of this release. */
    void recognise() {
        known = true;
    }

    boolean isRecognised() {
        return known;
    }

    /**
     * Several advisories may speak of the same vulnerability of a package: the last of the fixes
     * counts, and the worst that is said of it.
     *
     * @throws IOException there are too many
     */
    void add(Vulnerability vulnerability) throws IOException {
        found.merge(
                new Key(vulnerability.id(), vulnerability.source(), vulnerability.version()),
                vulnerability,
                this::merged);
        if (found.size() > MOST_FINDINGS) {
            throw new IOException("has more than %d findings".formatted(MOST_FINDINGS));
        }
    }

    private Vulnerability merged(Vulnerability one, Vulnerability other) {
        boolean later = versions.compare(one.fixed(), other.fixed()) < 0;
        boolean worse = one.severity().compareTo(other.severity()) < 0;
        return new Vulnerability(
                one.id(),
                one.source(),
                one.version(),
                (worse ? other : one).severity(),
                one.decided() || other.decided(),
                (later ? other : one).fixed(),
                one.note().isEmpty() ? other.note() : one.note(),
                one.description().isEmpty() ? other.description() : one.description());
    }

    /** In the order of the data. */
    List<Vulnerability> found() {
        return List.copyOf(found.values());
    }
}
