package org.imagefactory.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.tools.DamagedFileSystemException;

/** Adds the licences to the packages of a Debian system, whose database does not know them. */
final class CopyrightFiles {

    /** The kernel's has 150 kB. */
    private static final int LARGEST = 256 << 10;

    /** Read at once, so that the memory is bounded. */
    private static final int BATCH = 32;

    /** What is behind goes without, as where a guest's files cannot be read. */
    private static final int MOST_FILES = 10_000;

    /** deb-control(5); what else is in a guest's database becomes no path. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");

    private final GuestFiles files;

    CopyrightFiles(GuestFiles files) {
        this.files = files;
    }

    List<InstalledPackage> addTo(List<InstalledPackage> packages)
            throws IOException, CommandException, InterruptedException {
        List<String> paths =
                packages.stream()
                        .map(installed -> installed.line().name())
                        .filter(name -> NAME.matcher(name).matches())
                        .map(CopyrightFiles::path)
                        .distinct()
                        .limit(MOST_FILES)
                        .toList();
        Map<String, List<String>> licences = licences(paths);
        return packages.stream()
                .map(
                        installed ->
                                installed.licensed(
                                        licences.getOrDefault(
                                                path(installed.line().name()), List.of())))
                .toList();
    }

    private Map<String, List<String>> licences(List<String> paths)
            throws IOException, CommandException, InterruptedException {
        Map<String, List<String>> licences = new HashMap<>();
        try {
            for (int start = 0; start < paths.size(); start += BATCH) {
                List<String> batch =
                        new ArrayList<>(
                                paths.subList(start, Math.min(start + BATCH, paths.size())));
                files.read(batch, LARGEST)
                        .forEach((path, file) -> licences.put(path, Copyright.licences(file)));
            }
        } catch (DamagedFileSystemException e) {
            // nobody loses the list of packages for a text about them
            return licences;
        }
        return licences;
    }

    private static String path(String name) {
        return "/usr/share/doc/" + name + "/copyright";
    }
}
