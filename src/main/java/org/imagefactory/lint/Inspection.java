package org.imagefactory.lint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.guest.InstalledDisk;

/**
 * What the checks see of a disk: the files that they asked for, listed and read at once.
 *
 * @param disk partitions and file systems
 * @param files of the root file system
 * @param found by path as a check gave it
 * @param contents by path in the guest
 */
record Inspection(
        InstalledDisk disk,
        GuestFiles files,
        Map<String, List<Found>> found,
        Map<String, byte[]> contents) {

    /** Settings are small; a larger one is not read. */
    static final int MOST_BYTES = 1 << 20;

    /** Of one wildcard: whoever has more has them to keep a check busy. */
    private static final int MOST_FILES = 200;

    private static final long MOST_BYTES_OF_ALL = 32L << 20;

    /** A file with its content. */
    record TextFile(String path, String text) {

        /** Its lines, without comments that start with {@code #} and without empty ones. */
        Stream<String> settings() {
            return text.lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#"));
        }
    }

    /** Looks up what the checks ask for. */
    static Inspection of(InstalledDisk disk, GuestFiles files, List<Check> checks)
            throws IOException, CommandException, InterruptedException {
        List<String> texts = checks.stream().flatMap(check -> check.texts().stream()).toList();
        List<String> names = checks.stream().flatMap(check -> check.names().stream()).toList();
        Map<String, List<Found>> found =
                files.find(Stream.concat(texts.stream(), names.stream()).toList());
        Set<String> readable = new LinkedHashSet<>();
        long bytes = 0;
        for (String path : texts) {
            for (Found file : first(found, path)) {
                bytes += Math.min(MOST_BYTES, Math.max(0, file.entry().size()));
                if (isWanted(file) && bytes <= MOST_BYTES_OF_ALL) {
                    readable.add(file.path());
                }
            }
        }
        return new Inspection(disk, files, found, files.read(readable, MOST_BYTES));
    }

    /** What the path names. */
    List<Found> all(String path) {
        return first(found, path);
    }

    /** What the paths name. */
    List<Found> all(List<String> paths) {
        return paths.stream().flatMap(path -> all(path).stream()).toList();
    }

    /**
     * The files that the paths name, with their content; a link gives the content of its target.
     */
    List<TextFile> texts(List<String> paths) {
        return all(paths).stream().flatMap(file -> text(file).stream()).toList();
    }

    /** The same; what was too large to be read is a finding. */
    List<TextFile> texts(List<String> paths, Findings findings) {
        for (String path : paths) {
            for (Found file : all(path)) {
                if (file.entry().isRegularFile() && !contents.containsKey(file.path())) {
                    findings.add(file.path(), "is too large to be looked at");
                }
            }
            if (found.getOrDefault(path, List.of()).size() > MOST_FILES) {
                findings.add(path, "names more than %d files".formatted(MOST_FILES));
            }
        }
        return texts(paths);
    }

    private Optional<TextFile> text(Found file) {
        return Optional.ofNullable(contents.get(file.path()))
                .map(bytes -> new TextFile(file.path(), new String(bytes, UTF_8)));
    }

    private static List<Found> first(Map<String, List<Found>> found, String path) {
        List<Found> all = found.getOrDefault(path, List.of());
        return new ArrayList<>(all.subList(0, Math.min(MOST_FILES, all.size())));
    }

    private static boolean isWanted(Found file) {
        return file.entry().isLink()
                || (file.entry().isRegularFile() && file.entry().size() <= MOST_BYTES);
    }
}
