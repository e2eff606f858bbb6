package org.imagefactory.manifest;

import java.util.List;
import org.imagefactory.tools.Rpm;
import org.jspecify.annotations.Nullable;

/** Understands what rpm prints of its database: one line for each package. */
final class RpmRecords {

    /** What rpm keeps a trusted key in, as if it were a package. */
    private static final String KEY = "gpg-pubkey";

    private static final String UNKNOWN = "(none)";

    private final PackageCollector packages;
    private @Nullable PackageDatabaseException failure;

    RpmRecords(PackageCollector packages) {
        this.packages = packages;
    }

    /** Takes one line; what is no start of a record is the rest of a text with several lines. */
    void line(String line) {
        String[] fields = line.split("\t", -1);
        if (failure != null || fields.length < Rpm.FIELDS || !fields[0].equals(Rpm.RECORD)) {
            return;
        }
        if (fields[1].equals(KEY)) {
            return;
        }
        try {
            packages.add(record(fields));
        } catch (PackageDatabaseException e) {
            failure = e;
        }
    }

    /** The packages of all lines so far, or what was wrong with one of them. */
    List<InstalledPackage> finish() throws PackageDatabaseException {
        if (failure != null) {
            throw failure;
        }
        return packages.sorted();
    }

    private static InstalledPackage record(String[] fields) {
        String epoch = known(fields[2]);
        String version = fields[3] + "-" + fields[4];
        String[] source = source(known(fields[6]));
        return new InstalledPackage(
                new PackageLine(
                        fields[1],
                        epoch.isEmpty() || epoch.equals("0") ? version : epoch + ":" + version,
                        fields[5]),
                source[0],
                source[1],
                known(fields[7]),
                known(fields[8]),
                known(fields[9]));
    }

    /** Name and version of {@code NAME-VERSION-RELEASE.src.rpm}. */
    private static String[] source(String file) {
        String base = file.replaceFirst("\\.(no)?src\\.rpm$", "");
        int release = base.lastIndexOf('-');
        int version = release < 1 ? -1 : base.lastIndexOf('-', release - 1);
        return version < 1
                ? new String[] {base, ""}
                : new String[] {base.substring(0, version), base.substring(version + 1)};
    }

    private static String known(String field) {
        return field.equals(UNKNOWN) ? "" : field;
    }
}
