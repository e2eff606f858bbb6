package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.fetch.Download;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.Fetcher;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.verify.ProvenDigests;
import org.imagefactory.netboot.verify.VerificationException;
import org.imagefactory.netboot.verify.Verifier;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.SourceUri;

/**
 * Decides which files of one mirror and of a cache folder a build uses, and fetches what is missing
 * or outdated.
 */
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
     * @param site the mirror, with what it has
     * @param set of files to use
     * @param origin how it came to be used
     * @param trusted what its files were compared with
     */
    record Result(RankedMirror site, CacheSet set, Origin origin, ProvenDigests trusted) {}

    private final CacheFolder folder;
    private final RetryPolicy retry;
    private final Function<SourceUri.Scheme, Fetcher> fetchers;
    private final RankedMirror site;
    private final BuildListener listener;

    /**
     * @param site the mirror that all files are from
     */
    Refresh(
            CacheFolder folder,
            RetryPolicy retry,
            Function<SourceUri.Scheme, Fetcher> fetchers,
            RankedMirror site,
            BuildListener listener) {
        this.folder = folder;
        this.retry = retry;
        this.fetchers = fetchers;
        this.site = site;
        this.listener = listener;
    }

    /**
     * Asks the mirror. Everything that the result names was verified, now, as far as the
     * configuration asks for it.
     *
     * @param damaged whether the cached files turned out to be no good
     * @throws MirrorException files cannot be fetched or verified; the cache is as it was
     */
    Result online(boolean damaged) throws MirrorException, BuildException, InterruptedException {
        Optional<CacheSet> cached = folder.current();
        Optional<CacheSet> known = cached.filter(set -> !damaged);
        try {
            return twice(cached, known);
        } catch (VerificationException e) {
            folder.dropParts(); // what is no good must not be gone on from
            throw MirrorException.of(e);
        } finally {
            folder.dropScratch();
        }
    }

    /**
     * Verifies cached files, all of this mirror, by the documents that are cached with them.
     *
     * @throws VerificationException they are not to be trusted
     */
    Result cached(CacheSet set, Origin origin)
            throws VerificationException, BuildException, InterruptedException {
        try {
            return new Result(site, set, origin, verify(set));
        } finally {
            folder.dropScratch();
        }
    }

    /** A mirror may change between two files: then all of them are fetched again, once. */
    private Result twice(Optional<CacheSet> cached, Optional<CacheSet> known)
            throws VerificationException, MirrorException, BuildException, InterruptedException {
        try {
            return fetchAll(cached, known);
        } catch (VerificationException e) {
            if (!e.worthAnotherTry()) {
                throw e;
            }
            folder.dropParts();
            listener.note(e.getMessage() + "; fetching everything once more");
        }
        try {
            return fetchAll(cached, Optional.empty());
        } catch (MirrorException e) {
            throw e.afterItWorked();
        }
    }

    /**
     * @param cached the newest set, even if it cannot be used
     * @param known the newest set, if it can be used
     */
    private Result fetchAll(Optional<CacheSet> cached, Optional<CacheSet> known)
            throws VerificationException, MirrorException, BuildException, InterruptedException {
        Map<Role, CachedFile> fetched = new EnumMap<>(Role.class);
        RankedMirror here =
                TreeSearch.online(
                        site,
                        info -> {
                            CachedFile file = fetch(info, known);
                            fetched.put(info.role(), file);
                            return file;
                        },
                        listener);
        for (RemoteFile file : here.documents()) {
            if (!fetched.containsKey(file.role())) {
                fetched.put(file.role(), fetch(file, known));
            }
        }
        ProvenDigests trusted = read(here, fetched, true);
        Verifier.requireNotOlder(trusted.proof(), cached.map(CacheSet::proof));
        for (RemoteFile file : here.files()) {
            CachedFile one = fetch(file, known);
            check(trusted, file, one);
            fetched.put(file.role(), one);
        }
        // All files are here, none is in use yet, and all are what they should be.
        return use(here, fetched, trusted, here.wholeIn(known));
    }

    private ProvenDigests verify(CacheSet set)
            throws VerificationException, BuildException, InterruptedException {
        Map<Role, CachedFile> found = new EnumMap<>(Role.class);
        for (RemoteFile document : site.documents()) {
            set.find(document).ifPresent(file -> found.put(document.role(), file));
        }
        ProvenDigests trusted = read(site, found, false);
        for (RemoteFile file : site.files()) {
            check(trusted, file, set.find(file).orElseThrow());
        }
        site.verifier().expiry(trusted).ifPresent(listener::warning);
        return trusted;
    }

    /**
     * @param fetched the documents of the mirror; others are files of this host
     */
    private ProvenDigests read(RankedMirror here, Map<Role, CachedFile> fetched, boolean fresh)
            throws VerificationException, BuildException, InterruptedException {
        Map<Role, Path> paths = new EnumMap<>(Role.class);
        here.verifier()
                .documents()
                .forEach(
                        (role, uri) ->
                                uri.localPath()
                                        .or(
                                                () ->
                                                        Optional.ofNullable(fetched.get(role))
                                                                .map(CachedFile::path))
                                        .ifPresent(path -> paths.put(role, path)));
        return here.verifier().read(paths, folder.emptyScratch(), fresh);
    }

    private static void check(ProvenDigests trusted, RemoteFile file, CachedFile found)
            throws VerificationException, HostException, InterruptedException {
        try {
            trusted.check(file, found.path(), found.entry().digest());
        } catch (IOException e) {
            throw DiskErrors.writing(found.path(), e);
        }
    }

    private CachedFile fetch(RemoteFile file, Optional<CacheSet> current)
            throws MirrorException, HostException, InterruptedException {
        Fetcher fetcher = fetchers.apply(file.source().scheme());
        try {
            return new Download(fetcher, retry, listener)
                    .run(file, current.flatMap(set -> set.find(file)), folder.part(file));
        } catch (FetchException e) {
            throw MirrorException.of(e, file);
        }
    }

    private Result use(
            RankedMirror here,
            Map<Role, CachedFile> fetched,
            ProvenDigests trusted,
            Optional<CacheSet> complete)
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
        return new Result(here, set, sameBootFiles ? Origin.UNCHANGED : Origin.DOWNLOADED, trusted);
    }

    private static boolean isCached(Collection<CachedFile> files, Optional<CacheSet> complete) {
        return complete.isPresent()
                && files.stream().allMatch(file -> file.path().startsWith(complete.get().folder()));
    }
}
