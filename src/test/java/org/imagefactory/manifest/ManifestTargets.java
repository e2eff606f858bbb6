package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.file.Path;
import org.imagefactory.exec.CommandException;
import org.imagefactory.fuzz.Scratch;
import org.imagefactory.fuzz.Targets;
import org.imagefactory.tools.Rpm;

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

    /** How many packages a file lists; -1 if they are too many, or something is wrong with one. */
    public static int dpkgPackages(Path file) throws IOException {
        try {
            PackageCollector packages = new PackageCollector();
            new DpkgStatus(packages, true).read(file);
            return packages.sorted().size();
        } catch (PackageDatabaseException e) {
            return -1;
        }
    }

    /** How many packages rpm lists; -1 as before. */
    public static int rpmPackages(Rpm rpm, Path folder)
            throws CommandException, InterruptedException {
        RpmRecords records = new RpmRecords(new PackageCollector());
        rpm.query(folder, records::line);
        try {
            return records.finish().size();
        } catch (PackageDatabaseException e) {
            return -1;
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
