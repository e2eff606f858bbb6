package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.SourceUri;

/** Decides which files of a cache folder a build uses, and fetches what is missing or outdated. */
final class Refresh {

    /** How a set came to be used. */
    enum Origin {
        DOWNLOADED("downloaded"),
        UNCHANGED("cache, unchanged on the server"),
        STALE("cache, because the mirror is down"),
        OFFLINE("cache, offline");

        private final String text;

        Origin(String text) {
            this.text = text;
        }

        /** For the report. */
        String text() {
            return text;
        }
    }

    /**
     * @param set of files to use
     * @param origin how it came to be used
     * @param trusted what its files were compared with
     */
    record Result(CacheSet set, Origin origin, Trusted trusted) {}

    private final CacheFolder folder;
    private final DownloadPolicy policy;
    private final RetryPolicy retry;
    private final Function<SourceUri.Scheme, Fetcher> fetchers;
    private final Verifier verifier;
    private final BuildListener listener;

    Refresh(
            CacheFolder folder,
            DownloadPolicy policy,
            RetryPolicy retry,
            Function<SourceUri.Scheme, Fetcher> fetchers,
            Verifier verifier,
            BuildListener listener) {
        this.folder = folder;
        this.policy = policy;
        this.retry = retry;
        this.fetchers = fetchers;
        this.verifier = verifier;
        this.listener = listener;
    }

    /**
     * Everything that the result names was verified, now, as far as the configuration asks for it.
     *
     * @param files all that the build needs, at least one
     * @param damaged whether the cached files turned out to be no good
     * @throws DownloadException files cannot be fetched or verified; the cache is as it was
     */
    Result run(List<RemoteFile> files, boolean damaged)
            throws BuildException, InterruptedException {
        Optional<CacheSet> cached = folder.current();
        Optional<CacheSet> known = cached.filter(set -> !damaged);
        List<RemoteFile> documents = documents();
        Optional<CacheSet> complete =
                known.filter(set -> set.holdsAll(documents) && set.holdsAll(files));
        try {
            if (policy.offline()) {
                CacheSet set = complete.orElseThrow(() -> nothingCached(documents, files));
                return new Result(set, Origin.OFFLINE, verify(set, documents, files));
            }
            return twice(new Wanted(documents, files, cached), known, complete);
        } catch (VerificationException e) {
            folder.dropParts(); // what is no good must not be gone on from
            throw e.toBuildException(cached);
        } finally {
            folder.dropScratch();
        }
    }

    /**
     * @param documents of the mirror, by which the files are verified
     * @param files that the build boots
     * @param cached the newest set, even if it cannot be used
     */
    private record Wanted(
            List<RemoteFile> documents, List<RemoteFile> files, Optional<CacheSet> cached) {}

    /** A mirror may change between two files: then all of them are fetched again, once. */
    private Result twice(Wanted wanted, Optional<CacheSet> known, Optional<CacheSet> complete)
            throws VerificationException, BuildException, InterruptedException {
        try {
            return online(wanted, known, complete);
        } catch (VerificationException e) {
            if (!e.worthAnotherTry()) {
                throw e;
            }
            folder.dropParts();
            listener.note(e.getMessage() + "; fetching everything once more");
        }
        // A mirror that goes down now is no reason to use what is in the cache.
        return online(wanted, Optional.empty(), Optional.empty());
    }

    private Result online(Wanted wanted, Optional<CacheSet> known, Optional<CacheSet> complete)
            throws VerificationException, BuildException, InterruptedException {
        RemoteFile failing = wanted.files().get(0);
        try {
            Map<Role, CachedFile> fetched = new EnumMap<>(Role.class);
            for (RemoteFile file : wanted.documents()) {
                failing = file;
                fetched.put(file.role(), fetch(file, known));
            }
            Trusted trusted = read(fetched, true);
            Verifier.requireNotOlder(trusted.proof(), wanted.cached());
            for (RemoteFile file : wanted.files()) {
                failing = file;
                CachedFile one = fetch(file, known);
                trusted.check(file, one.entry().digest());
                fetched.put(file.role(), one);
            }
            // All files are here, none is in use yet, and all are what they should be.
            return use(fetched, trusted, complete);
        } catch (FetchException e) {
            if (complete.isPresent() && e.mirrorDown() && policy.stale()) {
                Trusted trusted = verify(complete.get(), wanted.documents(), wanted.files());
                warn(failing, e, complete.get());
                return new Result(complete.get(), Origin.STALE, trusted);
            }
            throw e.toBuildException(failing);
        }
    }

    /** Verifies cached files by the documents that are cached with them. */
    private Trusted verify(CacheSet set, List<RemoteFile> documents, List<RemoteFile> files)
            throws VerificationException, BuildException, InterruptedException {
        Map<Role, CachedFile> found = new EnumMap<>(Role.class);
        for (RemoteFile document : documents) {
            set.find(document).ifPresent(file -> found.put(document.role(), file));
        }
        Trusted trusted = read(found, false);
        for (RemoteFile file : files) {
            trusted.check(file, set.find(file).orElseThrow().entry().digest());
        }
        verifier.expiry(trusted).ifPresent(listener::warning);
        return trusted;
    }

    /**
     * @param fetched the documents of the mirror; others are files of this host
     */
    private Trusted read(Map<Role, CachedFile> fetched, boolean fresh)
            throws VerificationException, BuildException, InterruptedException {
        Map<Role, Path> paths = new EnumMap<>(Role.class);
        verifier.documents()
                .forEach((role, uri) -> uri.localPath().ifPresent(path -> paths.put(role, path)));
        fetched.forEach((role, file) -> paths.put(role, file.path()));
        return verifier.read(paths, folder.emptyScratch(), fresh);
    }

    private List<RemoteFile> documents() {
        return verifier.documents().entrySet().stream()
                .filter(document -> !document.getValue().isLocal())
                .map(document -> new RemoteFile(document.getKey(), document.getValue()))
                .toList();
    }

    private CachedFile fetch(RemoteFile file, Optional<CacheSet> current)
            throws FetchException, HostException, InterruptedException {
        Fetcher fetcher = fetchers.apply(file.source().scheme());
        return new Download(fetcher, retry, listener)
                .run(file, current.flatMap(set -> set.find(file)), folder.part(file));
    }

    private Result use(Map<Role, CachedFile> fetched, Trusted trusted, Optional<CacheSet> complete)
            throws HostException {
        boolean unchanged = isCached(fetched.values(), complete);
        boolean sameBootFiles =
                isCached(
                        fetched.entrySet().stream()
                                .filter(file -> !file.getKey().isDocument())
                                .map(Map.Entry::getValue)
                                .toList(),
                        complete);
        CacheSet set =
                unchanged && complete.isPresent() && complete.get().proof().equals(trusted.proof())
                        ? complete.get()
                        : folder.publish(fetched, trusted.proof());
        folder.dropParts();
        return new Result(set, sameBootFiles ? Origin.UNCHANGED : Origin.DOWNLOADED, trusted);
    }

    private static boolean isCached(Collection<CachedFile> files, Optional<CacheSet> complete) {
        return complete.isPresent()
                && files.stream().allMatch(file -> file.path().startsWith(complete.get().folder()));
    }

    private void warn(RemoteFile failing, FetchException failure, CacheSet set) {
        String age;
        try {
            age = "of " + Files.getLastModifiedTime(set.folder().resolve(CacheSet.MANIFEST));
        } catch (IOException e) {
            age = "of unknown age";
        }
        listener.warning(
                ("STALE INSTALLER: cannot download %s: %s; building with the cached files %s, which"
                                + " may be outdated (--no-stale makes this an error)")
                        .formatted(failing, failure.getMessage(), age));
    }

    private DownloadException nothingCached(List<RemoteFile> documents, List<RemoteFile> files) {
        List<RemoteFile> all = Stream.concat(files.stream(), documents.stream()).toList();
        return new DownloadException(
                "offline, and the cache %s does not hold %s".formatted(folder.path(), names(all)),
                "run once without --offline");
    }

    private static String names(List<RemoteFile> files) {
        return String.join(" and ", files.stream().map(RemoteFile::toString).toList());
    }
}
