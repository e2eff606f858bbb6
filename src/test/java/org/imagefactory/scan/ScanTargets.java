package org.imagefactory.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.imagefactory.manifest.PackageFormat;

/** Entries for the fuzzer. */
public final class ScanTargets {

    private static final String[] PACKAGES = {
        "openssl 3.0.1-1 openssl=1:3.0.1-1 libssl3",
        "bash 5.1-1 bash",
        "linux 6.8-1 kernel-core=6.8-1",
        "sles-release 15.6-1 sles-release"
    };

    private ScanTargets() {}

    public static void tracker(byte[] bytes) throws InterruptedException {
        read(bytes, "trixie", PackageFormat.DEB, DebianTracker::new);
    }

    public static void osv(byte[] bytes) throws InterruptedException {
        read(bytes, "Ubuntu:24.04", PackageFormat.DEB, OsvRecords::new);
        read(bytes, "Rocky Linux:9", PackageFormat.RPM, OsvRecords::new);
        read(bytes, "Red Hat:enterprise_linux:10", PackageFormat.RPM, OsvRecords::new);
    }

    public static void oval(byte[] bytes) throws InterruptedException {
        read(bytes, "", PackageFormat.RPM, OvalDocument::new);
    }

    public static void updates(byte[] bytes) throws InterruptedException {
        read(bytes, "", PackageFormat.RPM, UpdateInfo::new);
    }

    private static void read(
            byte[] bytes,
            String release,
            PackageFormat format,
            Function<List<Installed>, AdvisoryReader> form)
            throws InterruptedException {
        Installed system = Systems.of(release, format, PACKAGES);
        try {
            form.apply(List.of(system)).read(() -> new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            return; // the right answer to most of it
        }
        for (Vulnerability found : system.found()) {
            if ((found + found.note() + found.description())
                    .chars()
                    .anyMatch(Character::isISOControl)) {
                throw new IllegalStateException("a control character came through");
            }
        }
    }
}
