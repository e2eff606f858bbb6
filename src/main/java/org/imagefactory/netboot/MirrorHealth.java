package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.HostException;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.netboot.cache.DurableFiles;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.report.BuildListener;

/**
 * Remembers, in a file of the cache, which mirrors failed lately, so that builds do not wait for
 * the same dead one again and again. The file is for all images: a server that is down is noted as
 * such, anything else for the files in question. Each line has a time and a server or URI:
 *
 * <pre>
 * 2026-11-23T02:00:12Z http://mirror.example.org
 * </pre>
 *
 * It is only a hint: what cannot be read is not remembered, what cannot be written is forgotten. An
 * image with a single mirror has no use for it and leaves it alone.
 */
final class MirrorHealth {

    /** Name of the file. */
    static final String FILE = ".mirrors";

    /** How long a failure counts. */
    static final Duration MEMORY = Duration.ofDays(1);

    /** The newest so many are remembered; more mirrors than anybody has. */
    static final int MOST = 100;

    private static final long LONGEST_FILE = 64 * 1024;
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private final Path folder;
    private final Path file;
    private final Clock clock;
    private final BuildListener listener;

    /**
     * @param folder that the caches of all images lie in
     * @param listener of the build that asks
     */
    MirrorHealth(Path folder, Clock clock, BuildListener listener) {
        this.folder = folder;
        this.file = folder.resolve(FILE);
        this.clock = clock;
        this.listener = listener;
    }

    /** The mirrors that did not fail lately, then those that did, in order of their failures. */
    List<RankedMirror> order(List<RankedMirror> sites) {
        if (sites.size() == 1) {
            return sites;
        }
        Map<String, Instant> failures = read();
        List<RankedMirror> order = new ArrayList<>(sites);
        order.sort(Comparator.comparing(site -> lastFailure(site, failures)));
        if (!order.equals(sites)) {
            listener.note(
                    "mirrors that failed lately are asked last; %s is first"
                            .formatted(order.get(0)));
        }
        return List.copyOf(order);
    }

    /** Notes a failure. */
    void failed(RankedMirror site, List<RankedMirror> all, MirrorException failure)
            throws InterruptedException {
        Set<String> culprits =
                failure.culprit().isEmpty() ? ownFiles(site, all) : Set.of(failure.culprit());
        Instant now = clock.instant();
        change(all, failures -> culprits.forEach(culprit -> failures.put(culprit, now)));
    }

    /** Forgets failures. */
    void worked(RankedMirror site, List<RankedMirror> all) throws InterruptedException {
        Set<String> good = names(site).collect(Collectors.toSet());
        if (all.size() > 1 && read().keySet().stream().anyMatch(good::contains)) {
            change(all, failures -> failures.keySet().removeAll(good));
        }
    }

    private interface Change {
        void on(Map<String, Instant> failures);
    }

    private void change(List<RankedMirror> all, Change change) throws InterruptedException {
        if (all.size() == 1) {
            return;
        }
        try {
            Path real = folder.toRealPath();
            try (FolderLock lock = CacheLock.acquire(real, LOCK_WAIT, event -> {})) {
                listener.detail("holding the " + lock);
                Map<String, Instant> failures = read();
                change.on(failures);
                write(failures);
            }
        } catch (IOException | HostException e) {
            listener.detail("cannot remember which mirrors failed", e);
        }
    }

    private Map<String, Instant> read() {
        Map<String, Instant> failures = new TreeMap<>();
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) <= LONGEST_FILE) {
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(line -> parse(line, failures));
            }
        } catch (IOException e) {
            listener.detail("cannot read " + file, e);
        }
        return failures;
    }

    /** A time of the future was written by a wrong clock. */
    private void parse(String line, Map<String, Instant> failures) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return;
        }
        try {
            Instant time = Instant.parse(line.substring(0, blank));
            Instant now = clock.instant();
            if (!time.isAfter(now) && time.isAfter(now.minus(MEMORY))) {
                failures.put(line.substring(blank + 1), time);
            }
        } catch (DateTimeException e) {
            listener.detail("%s: no time in '%s'".formatted(file, line));
        }
    }

    private void write(Map<String, Instant> failures) throws IOException {
        String text =
                failures.entrySet().stream()
                        .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
                        .limit(MOST)
                        .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                        .collect(Collectors.joining());
        DurableFiles.write(file, text);
    }

    private static Instant lastFailure(RankedMirror site, Map<String, Instant> failures) {
        return names(site)
                .map(name -> failures.getOrDefault(name, Instant.MIN))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** What a failure of the mirror may stand under. */
    private static Stream<String> names(RankedMirror site) {
        return remote(site).flatMap(file -> Stream.of(file.server(), file.identity()));
    }

    /** What all mirrors share says nothing about one of them. */
    private static Set<String> ownFiles(RankedMirror site, List<RankedMirror> all) {
        Set<String> own = remote(site).map(RemoteFile::identity).collect(Collectors.toSet());
        Set<String> shared = new LinkedHashSet<>(own);
        for (RankedMirror one : all) {
            shared.retainAll(remote(one).map(RemoteFile::identity).toList());
        }
        own.removeAll(shared);
        return own;
    }

    private static Stream<RemoteFile> remote(RankedMirror site) {
        return Stream.concat(site.documents().stream(), site.files().stream());
    }
}
