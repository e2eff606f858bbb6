package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.Refresh.Origin;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.verify.Proof;
import org.imagefactory.netboot.verify.VerificationException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Field;

/**
 * Finds the first mirror that has a good installer: one that failed lately is asked last. All files
 * of a build are from one mirror.
 */
final class MirrorSearch {

    private record Failure(RankedMirror site, MirrorException cause) {

        /** What went wrong, and where if there is a choice. */
        @Override
        public String toString() {
            return site.places() > 1
                    ? "%s: %s".formatted(site, cause.getMessage())
                    : String.valueOf(cause.getMessage());
        }
    }

    private final CacheFolder folder;
    private final DownloadPolicy policy;
    private final MirrorHealth health;
    private final Function<RankedMirror, Refresh> refreshes;
    private final BuildListener listener;

    /**
     * @param folder has the files of the mirror that was used last
     * @param health remembers failures
     * @param refreshes asks a mirror
     */
    MirrorSearch(
            CacheFolder folder,
            DownloadPolicy policy,
            MirrorHealth health,
            Function<RankedMirror, Refresh> refreshes,
            BuildListener listener) {
        this.folder = folder;
        this.policy = policy;
        this.health = health;
        this.refreshes = refreshes;
        this.listener = listener;
    }

    /**
     * @param sites in the order of the configuration, at least one
     * @param damaged whether the cached files turned out to be no good
     * @throws DownloadException no mirror has files that can be fetched and verified; the cache is
     *     as it was
     */
    Refresh.Result run(List<RankedMirror> sites, boolean damaged)
            throws BuildException, InterruptedException {
        if (policy.offline()) {
            return cached(sites, damaged, Origin.OFFLINE).orElseThrow(() -> notCached(sites));
        }
        List<Failure> failures = new ArrayList<>();
        for (RankedMirror site : health.order(sites)) {
            try {
                Refresh.Result result = refreshes.apply(site).online(damaged);
                health.worked(site, sites);
                return result;
            } catch (MirrorException e) {
                Failure failure = new Failure(site, e);
                failures.add(failure);
                health.failed(site, sites, e);
                if (failures.size() < sites.size()) {
                    listener.warning(failure + "; trying the next mirror");
                }
            }
        }
        Optional<Refresh.Result> stale = stale(sites, damaged, failures);
        if (stale.isEmpty()) {
            requireRoom(failures);
        }
        return stale.orElseThrow(() -> noMirror(failures));
    }

    /** What every mirror has is too much for this host: then the host is at fault. */
    private static void requireRoom(List<Failure> failures) throws HostException {
        List<HostException> full =
                failures.stream().flatMap(failure -> failure.cause().noRoom().stream()).toList();
        if (full.size() == failures.size()) {
            throw full.get(0);
        }
    }

    /** Only a mirror that says nothing can be replaced by what it said before. */
    private Optional<Refresh.Result> stale(
            List<RankedMirror> sites, boolean damaged, List<Failure> failures)
            throws BuildException, InterruptedException {
        boolean allDown =
                failures.stream().allMatch(e -> e.cause().reason() == MirrorException.Reason.DOWN);
        if (!allDown || !policy.stale()) {
            return Optional.empty();
        }
        Optional<Refresh.Result> found = cached(sites, damaged, Origin.STALE);
        if (found.isPresent()) {
            listener.warning(
                    ("STALE INSTALLER: %s; building with the cached files %s, which may be outdated"
                                    + " (%s makes this an error)")
                            .formatted(
                                    failures.get(failures.size() - 1),
                                    age(found.get().set()),
                                    Field.NO_STALE));
        }
        return found;
    }

    private Optional<Refresh.Result> cached(
            List<RankedMirror> sites, boolean damaged, Origin origin)
            throws BuildException, InterruptedException {
        Optional<CacheSet> current = folder.current();
        Optional<CacheSet> known = current.filter(set -> !damaged);
        for (RankedMirror site : sites) {
            RankedMirror here = TreeSearch.cached(site, known);
            Optional<CacheSet> whole = here.wholeIn(known);
            if (whole.isPresent()) {
                try {
                    return Optional.of(refreshes.apply(here).cached(whole.get(), origin));
                } catch (VerificationException e) {
                    Failure failure = new Failure(site, MirrorException.of(e));
                    throw noMirror(List.of(failure), current);
                }
            }
        }
        return Optional.empty();
    }

    private static String age(CacheSet set) {
        try {
            return "of " + Files.getLastModifiedTime(set.folder().resolve(CacheSet.MANIFEST));
        } catch (IOException e) {
            return "of unknown age";
        }
    }

    private DownloadException notCached(List<RankedMirror> sites) {
        RankedMirror first = sites.get(0);
        String names =
                Stream.concat(first.files().stream(), first.documents().stream())
                        .map(RemoteFile::toString)
                        .collect(Collectors.joining(" and "));
        String others = sites.size() > 1 ? ", nor those of another mirror" : "";
        return new DownloadException(
                "offline, and the cache %s does not hold %s%s"
                        .formatted(folder.path(), names, others),
                "run once without " + Field.OFFLINE);
    }

    private DownloadException noMirror(List<Failure> failures) {
        try {
            return noMirror(failures, folder.current());
        } catch (HostException e) { // the cache cannot be read: nothing to say about it
            return noMirror(failures, Optional.empty());
        }
    }

    /** The failure of the whole build; the last good files are told where proof was asked for. */
    private static DownloadException noMirror(List<Failure> failures, Optional<CacheSet> lastGood) {
        String all = failures.stream().map(Failure::toString).collect(Collectors.joining("\n"));
        String advice =
                failures.stream()
                        .map(failure -> failure.cause().advice())
                        .filter(text -> !text.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("\n"));
        boolean unverified =
                failures.stream()
                        .anyMatch(e -> e.cause().reason() == MirrorException.Reason.UNVERIFIED);
        String kept =
                lastGood.filter(set -> unverified && set.proof().level() != Proof.Level.NONE)
                        .map(set -> "\n" + set.describe())
                        .orElse("");
        String what = failures.size() > 1 ? "no mirror has a good installer:\n" : "";
        return new DownloadException(
                what + all + kept, advice, failures.get(failures.size() - 1).cause());
    }
}
