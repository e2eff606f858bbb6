package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestCopy;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Rpm;

/** Reads the package database of an installed system out of its file system. */
public final class GuestPackages {

    static final List<String> DPKG_FILES =
            List.of("/var/lib/dpkg/status", "/var/lib/dpkg/status.d/*");

    /** Where rpm's database is on new systems, then on old ones. */
    static final List<String> RPM_FOLDERS = List.of("/usr/lib/sysimage/rpm", "/var/lib/rpm");

    /** Of sqlite, with what is not yet in the first; of SUSE's own format; of Berkeley DB. */
    private static final List<String> RPM_FILES =
            List.of("rpmdb.sqlite", "rpmdb.sqlite-wal", "Packages.db", "Index.db", "Packages");

    private static final DataSize MOST_DPKG = new DataSize(64L << 20);
    private static final DataSize MOST_RPM = new DataSize(512L << 20);
    private static final int MOST_FILES = 10_000;

    private final GuestFiles files;
    private final GuestCopy copies;
    private final Rpm rpm;
    private final Path folder;

    /**
     * @param target the root file system
     * @param folder for copies: an empty folder in the image's folder, with a harmless name; the
     *     caller removes it
     */
    public GuestPackages(Debugfs debugfs, Rpm rpm, ExtFileSystem target, Path folder) {
        this.files = new GuestFiles(debugfs, target);
        this.copies = new GuestCopy(debugfs, target);
        this.rpm = rpm;
        this.folder = folder;
    }

    /**
     * Reads everything that there is to know about the installed packages.
     *
     * @return empty if the system has no package database that is known here
     * @throws PackageDatabaseException there is one, but it cannot be understood
     */
    public Optional<Inventory> read()
            throws IOException, CommandException, PackageDatabaseException, InterruptedException {
        boolean any = false;
        List<Found> dpkg = regular(DPKG_FILES);
        if (!dpkg.isEmpty()) {
            any = true;
            List<InstalledPackage> packages = dpkg(dpkg);
            if (!packages.isEmpty()) {
                Distribution distribution = distribution();
                packages = new CopyrightFiles(files).addTo(packages);
                return Optional.of(new Inventory(PackageFormat.DEB, distribution, packages));
            }
        }
        for (String place : RPM_FOLDERS) {
            List<Found> database = regular(RPM_FILES.stream().map(f -> place + "/" + f).toList());
            if (!database.isEmpty()) {
                any = true;
                List<InstalledPackage> packages = rpm(database);
                if (!packages.isEmpty()) {
                    return Optional.of(new Inventory(PackageFormat.RPM, distribution(), packages));
                }
            }
        }
        if (any) {
            throw new PackageDatabaseException("it lists no installed package");
        }
        return Optional.empty();
    }

    private List<InstalledPackage> dpkg(List<Found> database)
            throws IOException, CommandException, PackageDatabaseException, InterruptedException {
        List<Found> lists =
                database.stream().filter(file -> !file.path().endsWith(".md5sums")).toList();
        if (lists.size() > MOST_FILES) {
            throw new PackageDatabaseException("it has more than %d files".formatted(MOST_FILES));
        }
        limit(lists, MOST_DPKG);
        List<String> names =
                IntStream.range(0, lists.size()).mapToObj(number -> "dpkg-" + number).toList();
        copies.copy(entries(lists), folder, names);
        PackageCollector packages = new PackageCollector();
        for (int i = 0; i < lists.size(); i++) {
            boolean main = lists.get(i).path().equals(DPKG_FILES.get(0));
            new DpkgStatus(packages, main).read(folder.resolve(names.get(i)));
        }
        return packages.sorted();
    }

    private List<InstalledPackage> rpm(List<Found> database)
            throws IOException, CommandException, PackageDatabaseException, InterruptedException {
        limit(database, MOST_RPM);
        List<String> names =
                database.stream()
                        .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
                        .toList();
        copies.copy(entries(database), folder, names);
        RpmRecords records = new RpmRecords(new PackageCollector());
        try {
            rpm.query(folder, records::line);
        } catch (CommandException e) {
            throw new PackageDatabaseException(String.valueOf(e.getMessage()), e);
        }
        return records.finish();
    }

    private Distribution distribution() throws IOException, CommandException, InterruptedException {
        return OsRelease.read(files).orElse(Distribution.UNKNOWN);
    }

    private List<Found> regular(List<String> paths)
            throws IOException, CommandException, InterruptedException {
        List<Found> found = new ArrayList<>();
        for (String path : paths) {
            files.find(path).stream()
                    .filter(file -> file.entry().isRegularFile())
                    .forEach(found::add);
        }
        return found;
    }

    private static void limit(List<Found> files, DataSize most) throws PackageDatabaseException {
        long left = most.bytes();
        for (Found file : files) {
            long size = file.entry().size();
            left = size < 0 || size > left ? -1 : left - size;
            if (left < 0) {
                break;
            }
        }
        if (left < 0) {
            throw new PackageDatabaseException("it is larger than " + most);
        }
    }

    private static List<DirectoryEntry> entries(List<Found> files) {
        return files.stream().map(Found::entry).toList();
    }
}
