package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.manifest.SourceListFile.Line;
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

    /** Where Debian's security tracker has its data. */
    private static final String DEBIAN = "https://security-tracker.debian.org/tracker/data/json";

    /** Debian's releases by their numbers; one without a number is the unstable one. */
    private static final Map<String, String> RELEASES =
            Map.of(
                    "debian-11", "bullseye",
                    "debian-12", "bookworm",
                    "debian-13", "trixie",
                    "debian-14", "forky",
                    "debian-15", "duke",
                    "debian", "sid");

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
        return RELEASES.containsKey(system);
    }

    /**
     * @param installed for which there are advisories
     * @param cacheFolder of all images
     * @param policy where the advisories are, and what is accepted
     * @param downloads when the network is used
     * @param listener hears progress and warnings
     * @throws BuildException advisories or exceptions cannot be had
     * @throws InterruptedException the calling thread was interrupted
     */
    public ScanResult scan(
            SourceList installed,
            Path cacheFolder,
            ScanPolicy policy,
            DownloadPolicy downloads,
            BuildListener listener)
            throws BuildException, InterruptedException {
        String release =
                Optional.ofNullable(RELEASES.get(installed.system()))
                        .orElseThrow(() -> unknown(installed.system()));
        List<ScanException> exceptions =
                policy.exceptions().isPresent()
                        ? ScanExceptionFile.read(policy.exceptions().get())
                        : List.of();
        SourceUri source = policy.advisories().orElseGet(() -> SourceUri.parse(DEBIAN));
        Path cache = cacheFolder.resolve(".advisories");
        try (AdvisoryFeed.Data data =
                feed.open(source, cache, downloads, policy.maximumAge(), listener)) {
            List<Vulnerability> found;
            try {
                found = new DebianTracker(release, versions(installed)).read(data.content());
            } catch (IOException e) {
                throw new DownloadException(
                        "%s %s".formatted(data.source(), e.getMessage()),
                        "check " + Field.ADVISORIES,
                        e);
            }
            return new ScanResult(
                    installed.system(),
                    data.source(),
                    data.asOf(),
                    clock.instant(),
                    installed.lines().size(),
                    judged(found, exceptions));
        } catch (IOException e) {
            throw new DownloadException("cannot close the advisories", "", e);
        }
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
                "systems that can be scanned: "
                        + RELEASES.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }

    private static Map<String, Set<String>> versions(SourceList installed) {
        Map<String, Set<String>> versions = new HashMap<>();
        for (Line line : installed.lines()) {
            versions.computeIfAbsent(line.name(), name -> new HashSet<>()).add(line.version());
        }
        return versions;
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
