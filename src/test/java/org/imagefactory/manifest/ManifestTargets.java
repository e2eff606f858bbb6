package org.imagefactory.manifest;

import java.io.IOException;
import org.imagefactory.fuzz.Scratch;
import org.imagefactory.fuzz.Targets;

/** Entries for the fuzzer. */
public final class ManifestTargets {

    private ManifestTargets() {}

    public static void dpkgStatus(byte[] bytes) throws IOException {
        try {
            PackageCollector packages = new PackageCollector();
            new DpkgStatus(packages, true).read(Scratch.with(bytes, 0));
            new DpkgStatus(packages, false).read(Scratch.with(bytes, 0));
            packages.sorted().forEach(found -> sane(found.line()));
        } catch (PackageDatabaseException e) {
            // the right answer to most of it
        }
    }

    public static void rpmList(byte[] bytes) {
        RpmRecords records = new RpmRecords(new PackageCollector());
        Targets.text(bytes).lines().forEach(records::line);
        try {
            records.finish().forEach(found -> sane(found.line()));
        } catch (PackageDatabaseException e) {
            // the right answer to most of it
        }
    }

    /** A line of the list can be read again. */
    private static void sane(PackageLine line) {
        if (line.toString().chars().filter(c -> c == '\t').count() != 2
                || line.toString().contains("\n")) {
            throw new IllegalStateException("no line of a list: " + line);
        }
    }

    public static void osRelease(byte[] bytes) {
        Distribution found = Distribution.parse(Targets.text(bytes));
        if ((found.title() + found.label()).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalStateException("a control character came through");
        }
    }

    public static void packageList(byte[] bytes) {
        try {
            PackageListFile.read(Scratch.with(bytes, 0));
        } catch (IOException e) {
            // the right answer to most of it
        }
    }

    public static void provenance(byte[] bytes) {
        try {
            ProvenanceReader.subjects(Scratch.with(bytes, 0));
        } catch (IOException e) {
            // the right answer to most of it
        }
    }
}
