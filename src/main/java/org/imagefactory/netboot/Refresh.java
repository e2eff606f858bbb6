package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
     */
    record Result(CacheSet set, Origin origin) {}

    private final CacheFolder folder;
    private final DownloadPolicy policy;
    private final RetryPolicy retry;
    private final Function<SourceUri.Scheme, Fetcher> fetchers;
    private final BuildListener listener;

    Refresh(
            CacheFolder folder,
            DownloadPolicy policy,
            RetryPolicy retry,
            Function<SourceUri.Scheme, Fetcher> fetchers,
            BuildListener listener) {
        this.folder = folder;
        this.policy = policy;
        this.retry = retry;
        this.fetchers = fetchers;
        this.listener = listener;
    }

    /**
     * @param files all that the build needs, at least one
     */
    Result run(List<RemoteFile> files) throws BuildException, InterruptedException {
        Optional<CacheSet> current = folder.current();
        Optional<CacheSet> complete = current.filter(set -> set.holdsAll(files));
        if (policy.offline()) {
            return new Result(complete.orElseThrow(() -> nothingCached(files)), Origin.OFFLINE);
        }
        RemoteFile failing = files.get(0);
        try {
            Map<Role, CachedFile> fetched = new EnumMap<>(Role.class);
            for (RemoteFile file : files) {
                failing = file;
                fetched.put(file.role(), fetch(file, current));
            }
            // All files are here and none is in use yet: the place to verify signatures.
            return use(fetched, complete);
        } catch (FetchException e) {
            if (complete.isPresent() && e.mirrorDown() && policy.stale()) {
                warn(failing, e, complete.get());
                return new Result(complete.get(), Origin.STALE);
            }
            throw e.toBuildException(failing);
        }
    }

    private CachedFile fetch(RemoteFile file, Optional<CacheSet> current)
            throws FetchException, HostException, InterruptedException {
        Fetcher fetcher = fetchers.apply(file.source().scheme());
        return new Download(fetcher, retry, listener)
                .run(file, current.flatMap(set -> set.find(file)), folder.part(file));
    }

    private Result use(Map<Role, CachedFile> fetched, Optional<CacheSet> complete)
            throws HostException {
        boolean unchanged =
                complete.isPresent()
                        && fetched.values().stream()
                                .allMatch(file -> file.path().startsWith(complete.get().folder()));
        CacheSet set = unchanged ? complete.get() : folder.publish(fetched);
        folder.dropParts();
        return new Result(set, unchanged ? Origin.UNCHANGED : Origin.DOWNLOADED);
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

    private DownloadException nothingCached(List<RemoteFile> files) {
        return new DownloadException(
                "offline, and the cache %s does not hold %s".formatted(folder.path(), names(files)),
                "run once without --offline");
    }

    private static String names(List<RemoteFile> files) {
        return String.join(" and ", files.stream().map(RemoteFile::toString).toList());
    }
}
