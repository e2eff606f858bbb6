package org.imagefactory.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.manifest.SourceListFile.SourceList;
import org.imagefactory.netboot.AdvisoryFeed;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ScanPolicy;
import org.imagefactory.spec.SourceUri;

/** Compares what is installed with what the distribution knows of vulnerabilities. */
public final class Scanner {

    private static final Comparator<ScanFinding> GRAVEST_FIRST =
            Comparator.comparing((ScanFinding f) -> f.vulnerability().severity())
                    .reversed()
                    .thenComparing(f -> f.vulnerability().source())
                    .thenComparing(f -> f.vulnerability().id());

    private static final int MOST_NAMED = 10;

    private final AdvisoryFeed feed;
    private final Clock clock;

    /**
     * @param clock tells the day, for exceptions that expire
     */
    public Scanner(AdvisoryFeed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /** Whether there are advisories for a system, by its name: {@code debian-13}. */
    public static boolean knows(String system) {
        return Feed.of(system).isPresent();
    }

    /**
     * What is scanned, and how.
     *
     * @param installed what the system has
     * @param cacheFolder of all images
     * @param policy where the advisories are, and what is accepted
     * @param downloads when the network is used
     */
    public record Subject(
            SourceList installed, Path cacheFolder, ScanPolicy policy, DownloadPolicy downloads) {}

    /** What became of a subject. */
    public sealed interface Outcome {

        /** It was scanned. */
        record Scanned(ScanResult result) implements Outcome {}

        /** Advisories or exceptions cannot be had. */
        record Failed(BuildException reason) implements Outcome {}

        /**
         * @throws BuildException the reason why there is no result
         */
        default ScanResult get() throws BuildException {
            if (this instanceof Failed failed) {
                throw failed.reason();
            }
            return ((Scanned) this).result();
        }
    }

    /** Subjects that the same reading of the same data is for. */
    private record Reading(
            String feed, SourceUri source, Path cache, DownloadPolicy downloads, Duration age) {}

    /**
     * @param listener hears progress and warnings
     * @throws BuildException advisories or exceptions cannot be had
     * @throws InterruptedException the calling thread was interrupted
     */
    public ScanResult scan(Subject subject, BuildListener listener)
            throws BuildException, InterruptedException {
        return scan(List.of(subject), listener).get(0).get();
    }

    /**
     * Reads advisories once for all subjects that they are about.
     *
     * @param listener hears progress and warnings
     * @return an outcome for each subject, in their order
     * @throws InterruptedException the calling thread was interrupted
     */
    public List<Outcome> scan(List<Subject> subjects, BuildListener listener)
            throws InterruptedException {
        Map<Reading, List<Integer>> readings = new LinkedHashMap<>();
        Map<Integer, Outcome> outcomes = new TreeMap<>();
        for (int i = 0; i < subjects.size(); i++) {
            Optional<Reading> reading = reading(subjects.get(i));
            if (reading.isEmpty()) {
                outcomes.put(i, new Outcome.Failed(unknown(subjects.get(i).installed().system())));
            } else {
                readings.computeIfAbsent(reading.get(), key -> new ArrayList<>()).add(i);
            }
        }
        for (Map.Entry<Reading, List<Integer>> entry : readings.entrySet()) {
            List<Subject> about = entry.getValue().stream().map(subjects::get).toList();
            List<Outcome> found = read(entry.getKey(), about, listener);
            for (int i = 0; i < found.size(); i++) {
                outcomes.put(entry.getValue().get(i), found.get(i));
            }
        }
        return List.copyOf(outcomes.values());
    }

    private static Optional<Reading> reading(Subject subject) {
        return Feed.of(subject.installed().system())
                .map(
                        feed ->
                                new Reading(
                                        feed.name(),
                                        subject.policy()
                                                .advisories()
                                                .orElseGet(() -> SourceUri.parse(feed.uri())),
                                        subject.cacheFolder().resolve(feed.folder()),
                                        subject.downloads(),
                                        subject.policy().maximumAge()));
    }

    private List<Outcome> read(Reading reading, List<Subject> subjects, BuildListener listener)
            throws InterruptedException {
        List<Installed> systems = subjects.stream().map(Scanner::system).toList();
        try (AdvisoryFeed.Data data =
                feed.open(
                        reading.source(),
                        reading.cache(),
                        reading.downloads(),
                        reading.age(),
                        listener)) {
            try {
                feed(subjects.get(0)).form().apply(systems).read(data::content);
            } catch (IOException e) {
                throw unreadable(data, String.valueOf(e.getMessage()));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < systems.size(); i++) {
                outcomes.add(judged(subjects.get(i), systems.get(i), data));
            }
            return outcomes;
        } catch (BuildException e) {
            return subjects.stream().<Outcome>map(subject -> new Outcome.Failed(e)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the advisories", e);
        }
    }

    private static Installed system(Subject subject) {
        Feed feed = feed(subject);
        return new Installed(feed.release(), feed.format(), subject.installed());
    }

    private static Feed feed(Subject subject) {
        return Feed.of(subject.installed().system()).orElseThrow();
    }

    private Outcome judged(Subject subject, Installed system, AdvisoryFeed.Data data) {
        try {
            if (!system.isRecognised()) {
                throw unreadable(data, "says nothing of " + subject.installed().system());
            }
            List<ScanException> exceptions =
                    subject.policy().exceptions().isPresent()
                            ? ScanExceptionFile.read(subject.policy().exceptions().get())
                            : List.of();
            return new Outcome.Scanned(
                    new ScanResult(
                            subject.installed().system(),
                            data.source(),
                            data.asOf(),
                            clock.instant(),
                            subject.installed().lines().size(),
                            judged(system.found(), exceptions)));
        } catch (BuildException e) {
            return new Outcome.Failed(e);
        }
    }

    private static DownloadException unreadable(AdvisoryFeed.Data data, String why) {
        return new DownloadException(
                "%s %s".formatted(data.source(), why), "check " + Field.ADVISORIES);
    }

    /**
     * @throws ImageCheckException findings are such that the image must not be published
     */
    public static void require(ScanResult result, ScanPolicy policy) throws ImageCheckException {
        List<ScanFinding> breaking = result.breaking(policy.gate());
        if (breaking.isEmpty()) {
            return;
        }
        String names =
                breaking.stream()
                        .limit(MOST_NAMED)
                        .map(Scanner::text)
                        .collect(Collectors.joining("; "));
        int more = breaking.size() - MOST_NAMED;
        throw new ImageCheckException(
                "%s %s not accepted by %s=%s: %s%s"
                        .formatted(
                                ScanResult.known(breaking.size()),
                                breaking.size() == 1 ? "is" : "are",
                                Field.SCAN_GATE,
                                policy.gate(),
                                names,
                                more > 0 ? "; and %d more".formatted(more) : ""),
                "build with newer packages, or accept them, with a reason and a last day, in the"
                        + " file that %s names".formatted(Field.SCAN_EXCEPTIONS));
    }

    private static String text(ScanFinding finding) {
        return finding.vulnerability()
                + finding.exception()
                        .map(said -> " (the exception expired on %s)".formatted(said.until()))
                        .orElse("");
    }

    private static DownloadException unknown(String system) {
        return new DownloadException(
                "there are no advisories for %s"
                        .formatted(system.isEmpty() ? "a system without a name" : system),
                Feed.reason(system));
    }

    /** Of several exceptions for the same finding the one that holds longest counts. */
    private List<ScanFinding> judged(List<Vulnerability> found, List<ScanException> exceptions) {
        LocalDate today = LocalDate.now(clock);
        List<ScanFinding> findings = new ArrayList<>();
        for (Vulnerability vulnerability : found) {
            Optional<ScanException> exception =
                    exceptions.stream()
                            .filter(said -> said.covers(vulnerability))
                            .max(Comparator.comparing(ScanException::until));
            boolean accepted = exception.filter(said -> !said.isExpired(today)).isPresent();
            findings.add(new ScanFinding(vulnerability, exception, accepted));
        }
        findings.sort(GRAVEST_FIRST);
        return findings;
    }
}
