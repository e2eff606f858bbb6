package org.imagefactory.manifest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.tools.Rpm;
import org.jspecify.annotations.Nullable;

/** Understands what rpm prints of its database: one line for each package. */
final class RpmRecords {

    /** What rpm keeps a trusted key in, as if it were a package. */
    private static final String KEY = "gpg-pubkey";

    private static final String UNKNOWN = "(none)";

    /** Of rpm itself, of each kernel module, and conditions. */
    private static final Pattern UNHELPFUL = Pattern.compile("^(rpmlib|kmod|ksym|kernel)?\\(");

    /** {@code libc.so.6(GLIBC_2.4)(64bit)}: who provides one version provides the library. */
    private static final Pattern SYMBOL_VERSION = Pattern.compile("(\\.so[0-9.]*)\\([^()]*\\)");

    private final PackageCollector packages;
    private @Nullable PackageDatabaseException failure;

    RpmRecords(PackageCollector packages) {
        this.packages = packages;
    }

    /** Takes one line; what is no start of a record is the rest of a text with several lines. */
    void line(String line) {
        String[] fields = line.split("\t", -1);
        if (failure != null || fields.length < Rpm.FIELDS - 2 || !fields[0].equals(Rpm.RECORD)) {
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
        return new InstalledPackage(
                new PackageLine(
                        fields[1],
                        epoch.isEmpty() || epoch.equals("0") ? version : epoch + ":" + version,
                        fields[5]),
                source(known(fields[6])),
                known(fields[7]),
                known(fields[8]),
                List.of(known(fields[9])),
                new Relations(names(fields, 10), names(fields, 11)));
    }

    /** Name and version of {@code NAME-VERSION-RELEASE.src.rpm}. */
    private static SourcePackage source(String file) {
        String base = file.replaceFirst("\\.(no)?src\\.rpm$", "");
        int release = base.lastIndexOf('-');
        int version = release < 1 ? -1 : base.lastIndexOf('-', release - 1);
        return version < 1
                ? new SourcePackage(base, "")
                : new SourcePackage(base.substring(0, version), base.substring(version + 1));
    }

    /** A line that is too long was cut: the names are its end. */
    private static List<String> names(String[] fields, int field) {
        return fields.length <= field
                ? List.of()
                : Stream.of(fields[field].split(Rpm.BETWEEN_NAMES))
                        .filter(name -> !UNHELPFUL.matcher(name).find())
                        .map(name -> SYMBOL_VERSION.matcher(name).replaceFirst("$1()"))
                        .toList();
    }

    private static String known(String field) {
        return field.equals(UNKNOWN) ? "" : field;
    }
}
