package org.imagefactory.netboot;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.fetch.Download;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.http.HttpFetcher;
import org.imagefactory.netboot.verify.Proof;
import org.imagefactory.netboot.verify.RepositoryIndex;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.SourceUri;

/**
 * What distributions say of vulnerabilities: fetched if it is not the same any more, kept for all
 * images, and never older than allowed. Safe to use from several threads and processes.
 */
public final class AdvisoryFeed {

    private final NetbootLimits limits;
    private final Clock clock;
    private final HttpFetcher http;

    /**
     * @param environment the environment variables of the program, for proxies
     * @param limits of all waits
     * @param clock tells how old the data is
     */
    public AdvisoryFeed(Map<String, String> environment, NetbootLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.http = new HttpFetcher(environment, limits.transfer());
    }

    /**
     * Data to read, whatever is fetched meanwhile.
     *
     * @param file to be closed
     * @param source where it is from, without credentials
     * @param asOf when the source had it, or a file of this host was written
     */
    public record Data(RandomAccessFile file, String source, Instant asOf) implements Closeable {

        /**
         * The data from its start, as often as it is asked for; whoever reads a stream has it alone
         * until the next, and need not close it.
         */
        public InputStream content() throws IOException {
            file.seek(0);
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    return file.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return file.read(bytes, offset, length);
                }
            };
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /**
     * @param source a file of this host is read where it is; a {@code repomd.xml} elsewhere names
     *     the file with the advisories of its repository, and its digest
     * @param folder where it is kept, of this source alone; made if it is missing
     * @param policy when the network is used
     * @param maximumAge older data is refused
     * @param listener hears progress, retries, and a warning when the source cannot be reached
     * @throws BuildException there is no data that is new enough
     * @throws InterruptedException the calling thread was interrupted
     */
    public Data open(
            SourceUri source,
            Path folder,
            DownloadPolicy policy,
            Duration maximumAge,
            BuildListener listener)
            throws BuildException, InterruptedException {
        Data data =
                source.localPath().isPresent()
                        ? local(source.localPath().get())
                        : remote(new RemoteFile(role(source), source), folder, policy, listener);
        if (data.asOf().plus(maximumAge).isBefore(clock.instant())) {
            close(data, listener);
            throw new DownloadException(
                    "the advisories of %s are of %s, which is too old"
                            .formatted(data.source(), data.asOf()),
                    "fetch them anew, or set %s".formatted(Field.ADVISORY_AGE));
        }
        return data;
    }

    private static Role role(SourceUri source) {
        return source.fileName().equals(RepositoryIndex.NAME)
                ? Role.ADVISORY_INDEX
                : Role.ADVISORIES;
    }

    private static Data local(Path file) throws DownloadException {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > Role.ADVISORIES.longest()) {
                throw new IOException("it is no file, or too long");
            }
            return new Data(
                    new RandomAccessFile(file.toFile(), "r"),
                    file.toString(),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new DownloadException(
                    "cannot read the advisories in %s: %s".formatted(file, FileReason.of(e)),
                    "check " + Field.ADVISORIES,
                    e);
        }
    }

    private Data remote(RemoteFile file, Path cache, DownloadPolicy policy, BuildListener listener)
            throws BuildException, InterruptedException {
        CacheFolder folder = CacheFolder.open(cache.toAbsolutePath().normalize());
        try (FolderLock lock = CacheLock.acquire(folder.path(), limits.lockWait(), listener)) {
            listener.detail("holding the " + lock);
            Optional<CacheSet> cached =
                    folder.current()
                            .filter(
                                    set ->
                                            set.find(file).isPresent()
                                                    && advisories(set).isPresent());
            if (!policy.offline()) {
                cached = Optional.of(refreshed(folder, file, cached, policy, listener));
            }
            return opened(
                    file,
                    cached.orElseThrow(
                            () ->
                                    new DownloadException(
                                            "offline, and the cache has no " + file,
                                            "fetch it once with the network")));
        }
    }

    private CacheSet refreshed(
            CacheFolder folder,
            RemoteFile file,
            Optional<CacheSet> cached,
            DownloadPolicy policy,
            BuildListener listener)
            throws BuildException, InterruptedException {
        try {
            Map<Role, CachedFile> now = fetched(folder, file, cached, listener);
            CacheSet set =
                    cached.filter(before -> holds(before, now.values())).isPresent()
                            ? cached.get()
                            : folder.publish(now, Proof.NONE);
            folder.dropParts();
            folder.tidy(set);
            confirm(set);
            return set;
        } catch (FetchException e) {
            if (cached.isEmpty() || !policy.stale()) {
                throw new DownloadException(
                        "cannot download %s: %s".formatted(file, e.getMessage()), e.advice(), e);
            }
            listener.warning("using the cached %s: %s".formatted(file, e.getMessage()));
            return cached.get();
        }
    }

    private static boolean holds(CacheSet set, Collection<CachedFile> files) {
        return files.stream().allMatch(file -> file.path().startsWith(set.folder()));
    }

    private Map<Role, CachedFile> fetched(
            CacheFolder folder, RemoteFile file, Optional<CacheSet> cached, BuildListener listener)
            throws BuildException, FetchException, InterruptedException {
        Download download = new Download(http, limits.retry(), listener);
        CachedFile first =
                download.run(file, cached.flatMap(set -> set.find(file)), folder.part(file));
        if (file.role() == Role.ADVISORIES) {
            return Map.of(Role.ADVISORIES, first);
        }
        RepositoryIndex named = named(file, first);
        String repository = file.source().text().replaceFirst("repodata/[^/]*$", "");
        RemoteFile list =
                new RemoteFile(Role.ADVISORIES, SourceUri.parse(repository + named.place()));
        PartFile part = folder.part(list);
        CachedFile second = download.run(list, cached.flatMap(set -> set.find(list)), part);
        if (!second.entry().digest().sha256().equals(named.sha256())) {
            part.discard();
            throw new FetchException(
                    FetchException.Kind.FINAL,
                    "%s has the SHA-256 digest %s, but %s names %s"
                            .formatted(
                                    list, second.entry().digest().sha256(), file, named.sha256()),
                    "the mirror may be in the middle of an update: try again later");
        }
        return Map.of(Role.ADVISORY_INDEX, first, Role.ADVISORIES, second);
    }

    private static RepositoryIndex named(RemoteFile file, CachedFile index)
            throws FetchException, HostException {
        try {
            return RepositoryIndex.find(Files.readAllBytes(index.path()), "updateinfo")
                    .orElseThrow(
                            () ->
                                    new FetchException(
                                            FetchException.Kind.FINAL,
                                            file + " names no list of updates with a SHA-256",
                                            "check " + Field.ADVISORIES));
        } catch (IOException e) {
            throw DiskErrors.reading(index.path(), e);
        }
    }

    private static Optional<Path> advisories(CacheSet set) {
        return Optional.ofNullable(set.entries().get(Role.ADVISORIES)).map(set::pathOf);
    }

    /** The time of the manifest tells when the source had these bytes last. */
    private void confirm(CacheSet set) throws HostException {
        Path manifest = set.folder().resolve(CacheSet.MANIFEST);
        try {
            Files.setLastModifiedTime(manifest, FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw DiskErrors.writing(manifest, e);
        }
    }

    /** Opened under the lock: what replaces it later does not touch what is open. */
    private static Data opened(RemoteFile file, CacheSet set) throws HostException {
        Path found = advisories(set).orElseThrow();
        try {
            return new Data(
                    new RandomAccessFile(found.toFile(), "r"),
                    file.identity(),
                    Files.getLastModifiedTime(set.folder().resolve(CacheSet.MANIFEST)).toInstant());
        } catch (IOException e) {
            throw DiskErrors.reading(found, e);
        }
    }

    private static void close(Data data, BuildListener listener) {
        try {
            data.close();
        } catch (IOException e) {
            listener.detail("cannot close what was read only", e);
        }
    }
}
