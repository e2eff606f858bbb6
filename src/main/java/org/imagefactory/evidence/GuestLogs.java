package org.imagefactory.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.ExtFileSystem;

/**
 * Copies the installer's logs out of a disk image, as far as the installer got with it. The guest
 * may have been killed while it wrote, and it chose every name and size: nothing on the disk is
 * changed, no link is followed, and nothing is taken from a name but harmless characters.
 */
final class GuestLogs {

    /** Where installers write while they install; the last part may hold {@code *}. */
    static final List<String> PLACES =
            List.of(
                    "/var/log/installer/*",
                    "/var/log/bootstrap.log",
                    "/var/log/dpkg.log",
                    "/var/log/apt/*.log",
                    "/var/log/anaconda/*",
                    "/var/log/anaconda.*",
                    "/var/log/dnf.*",
                    "/var/log/YaST2/*",
                    "/var/log/agama-installation/*",
                    "/var/log/zypper.log",
                    "/var/adm/autoinstall/logs/*",
                    "/var/log/syslog",
                    "/root/*.log",
                    "/root/anaconda-ks.cfg");

    /** Larger files are not copied out: a sparse file of a terabyte costs a guest nothing. */
    static final DataSize MOST = new DataSize(64L << 20);

    /** For all files together. */
    static final DataSize MOST_TOGETHER = new DataSize(256L << 20);

    static final int MOST_FILES = 60;

    private static final String FOLDER = "installer-logs";
    private static final String DUMP = "evidence-dump";
    private static final int LONGEST_NAME = 100;

    private final DiskReader reader;
    private final Debugfs debugfs;
    private final ReplayedRoot replayed;
    private final Path disk;
    private final EvidenceFolder folder;
    private final Set<String> used = new HashSet<>();
    private long bytes;

    /**
     * @param reader finds the root file system
     * @param replayed is read instead of a root file system whose journal holds something
     * @param disk raw image; its folder gets short-lived files
     * @param folder gets the copies
     */
    GuestLogs(
            DiskReader reader,
            Debugfs debugfs,
            ReplayedRoot replayed,
            Path disk,
            EvidenceFolder folder) {
        this.reader = reader;
        this.debugfs = debugfs;
        this.replayed = replayed;
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * Copies what is there.
     *
     * @throws BuildException there is no file system that could be read
     */
    void copy() throws BuildException, InterruptedException {
        InstalledDisk installed = reader.read(disk, false, progress -> {});
        try {
            copy(target(installed));
        } finally {
            folder.collect("remove a copy", replayed::delete);
        }
    }

    private void copy(ExtFileSystem target) throws InterruptedException {
        GuestFiles files = new GuestFiles(debugfs, target);
        for (String place : PLACES) {
            folder.collect("read " + place, () -> copy(place, files, target));
        }
    }

    private ExtFileSystem target(InstalledDisk installed) throws InterruptedException {
        List<ExtFileSystem> targets = new ArrayList<>();
        targets.add(installed.locate(installed.root()));
        folder.collect(
                "replay the journal in a copy",
                () -> {
                    if (replayed.isNeeded(installed)) {
                        targets.add(replayed.make(installed.root()));
                    }
                });
        return targets.get(targets.size() - 1);
    }

    private void copy(String place, GuestFiles files, ExtFileSystem target)
            throws IOException, CommandException, InterruptedException {
        String parent = place.substring(0, place.lastIndexOf('/') + 1);
        for (Found found : files.find(place)) {
            if (!found.entry().isRegularFile()) {
                continue;
            }
            long size = found.entry().size();
            if (size < 0 || size > MOST.bytes()) {
                folder.problem("left out, too large: " + found.path());
            } else if (used.size() >= MOST_FILES || bytes + size > MOST_TOGETHER.bytes()) {
                folder.problem("left out, too much already: " + found.path());
            } else {
                bytes += size;
                String name = free(FOLDER + parent + harmless(found.entry().name()));
                folder.collect("read " + found.path(), () -> copy(found, name, target));
            }
        }
    }

    private void copy(Found found, String name, ExtFileSystem target)
            throws IOException, CommandException, InterruptedException {
        Path dump = target.folder().resolve(DUMP);
        try {
            Debugfs.Reply<String> reply =
                    debugfs.ask(target, List.of(Debugfs.dump(found.entry().inode(), DUMP)));
            if (!reply.errors().isEmpty()) {
                folder.problem(
                        "read %s: %s".formatted(found.path(), String.join("; ", reply.errors())));
            }
            if (Files.exists(dump)) {
                folder.text(name, dump);
            }
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    /** A guest's file system can hold the same name twice, and names with slashes. */
    private String free(String name) {
        String candidate = name;
        for (int number = 2; !used.add(candidate.toLowerCase(Locale.ROOT)); number++) {
            candidate = name + "-" + number;
        }
        return candidate;
    }

    private static String harmless(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._+-]", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }
}
