package org.imagefactory.netboot;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Component;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.tools.Gpgv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides the kernel and initrd, or the installer image, that a build boots: from the cache if the
 * server says that it still has the same, else from the server. Safe to use from several threads,
 * and beside other processes with the same cache.
 */
public final class NetbootCache {

    private static final Logger LOG = LoggerFactory.getLogger(NetbootCache.class);

    /** A damaged cache is emptied and filled again, once. */
    private static final int ROUNDS = 2;

    private final ProcessRunner runner;
    private final NetbootLimits limits;
    private final Clock clock;
    private final HttpFetcher http;
    private final RsyncFetcher rsync;

    /**
     * @param runner starts rsync and gpgv
     * @param environment the environment variables of the program, for proxies and rsync
     * @param limits of all waits
     * @param clock tells whether a release has expired
     */
    public NetbootCache(
            ProcessRunner runner,
            Map<String, String> environment,
            NetbootLimits limits,
            Clock clock) {
        this.runner = runner;
        this.limits = limits;
        this.clock = clock;
        http = new HttpFetcher(environment, limits.http());
        rsync = new RsyncFetcher(runner, environment, limits.http());
    }

    /** A cache with the {@linkplain NetbootLimits#DEFAULT usual limits}. */
    public NetbootCache(ProcessRunner runner, Map<String, String> environment) {
        this(runner, environment, NetbootLimits.DEFAULT, Clock.systemUTC());
    }

    /**
     * Puts the files where the request wants them, verified, and records their digests.
     *
     * @param listener hears progress, waits, retries, a warning when cached files are used because
     *     the mirror is down, and one when nothing proves that they are genuine
     * @param facts gets one input and one component per file, how they were come by as {@code
     *     netboot-files}, and what proves them as {@code netboot-verification}
     * @throws DownloadException a file cannot be fetched or verified, is not what it should be, or
     *     is not in the cache although only the cache may be used
     * @throws org.imagefactory.error.ConfigurationException a local file is missing or unreadable
     * @throws HostException no space, no access, no rsync, or another build keeps the cache locked
     * @throws InterruptedException the calling thread was interrupted; transfers have ended, what
     *     came in so far is kept for the next time
     */
    public void provide(NetbootRequest request, BuildListener listener, Facts facts)
            throws BuildException, InterruptedException {
        List<LocalFile> local = local(request.source());
        List<RemoteFile> remote = remote(request.source());
        for (LocalFile file : local) {
            file.check(listener);
        }
        List<FileFact> inputs = new ArrayList<>();
        if (!remote.isEmpty()) {
            inputs.addAll(provideRemote(request, remote, listener, facts));
        }
        Pins pins = new Pins(request.verification());
        for (LocalFile file : local) {
            // before it is taken: what changes it meanwhile is to be noticed the next time
            facts.component(InstallerParts.component(file.role()), InstallerParts.local(file));
            FileDigest digest = Staging.fromHost(file, request.targets().of(file.role()));
            pins.check(file.role(), file, digest);
            inputs.add(fact(file.role(), file.source().text(), digest));
        }
        inputs.forEach(facts::input);
    }

    /**
     * What {@link #provide} would put there now. Brings the cache up to date, as that does, but
     * never makes do with old files because the mirror is down.
     *
     * @param listener hears progress, waits and retries
     * @return digests as {@link #provide} tells them to the facts
     * @throws BuildException a file cannot be fetched or verified
     * @throws InterruptedException the calling thread was interrupted
     */
    public Map<Component, String> look(NetbootRequest request, BuildListener listener)
            throws BuildException, InterruptedException {
        Map<Component, String> parts = new LinkedHashMap<>();
        for (LocalFile file : local(request.source())) {
            file.check(event -> {});
            parts.put(InstallerParts.component(file.role()), InstallerParts.local(file));
        }
        List<RemoteFile> remote = remote(request.source());
        if (!remote.isEmpty()) {
            parts.putAll(lookRemote(request, remote, listener));
        }
        return parts;
    }

    private Map<Component, String> lookRemote(
            NetbootRequest request, List<RemoteFile> files, BuildListener listener)
            throws BuildException, InterruptedException {
        Verifier verifier = verifier(request.verification(), request.source());
        CacheFolder folder = CacheFolder.open(request.cacheFolder());
        DownloadPolicy policy = new DownloadPolicy(request.policy().offline(), false);
        try (CacheLock lock = CacheLock.acquire(folder.path(), limits.lockWait(), listener)) {
            LOG.debug("holding the {}", lock);
            CacheSet set = refresh(folder, policy, verifier, listener).run(files, false).set();
            folder.tidy(set);
            return InstallerParts.cached(set, withDocuments(files, verifier));
        }
    }

    private static List<LocalFile> local(InstallerSource installer) {
        List<LocalFile> files = new ArrayList<>();
        Role.sources(installer)
                .forEach(
                        (role, source) ->
                                source.localPath()
                                        .map(path -> new LocalFile(role, source, path))
                                        .ifPresent(files::add));
        return files;
    }

    private static List<RemoteFile> remote(InstallerSource installer) {
        return Role.sources(installer).entrySet().stream()
                .filter(file -> !file.getValue().isLocal())
                .map(file -> new RemoteFile(file.getKey(), file.getValue()))
                .toList();
    }

    private static List<RemoteFile> withDocuments(List<RemoteFile> files, Verifier verifier) {
        List<RemoteFile> all = new ArrayList<>(files);
        verifier.documents().forEach((role, uri) -> all.add(new RemoteFile(role, uri)));
        return all;
    }

    private Refresh refresh(
            CacheFolder folder, DownloadPolicy policy, Verifier verifier, BuildListener listener) {
        return new Refresh(folder, policy, limits.retry(), this::fetcher, verifier, listener);
    }

    /** What {@link #provide} does, a line per file, for a dry run. Pure. */
    public List<String> preview(
            InstallerSource source,
            Path cacheFolder,
            DownloadPolicy policy,
            Verification verification) {
        Verifier verifier = verifier(verification, source);
        List<String> lines = new ArrayList<>();
        for (Map<Role, SourceUri> files : List.of(verifier.documents(), Role.sources(source))) {
            files.forEach(
                    (role, uri) ->
                            lines.add(preview(new RemoteFile(role, uri), cacheFolder, policy)));
        }
        if (verifier.means() != Verification.Means.NOTHING) {
            lines.add("verify them by " + TrustReport.describe(verification, verifier.means()));
        }
        return List.copyOf(lines);
    }

    private String preview(RemoteFile file, Path cacheFolder, DownloadPolicy policy) {
        SourceUri.Scheme scheme = file.source().scheme();
        if (scheme == SourceUri.Scheme.FILE) {
            return "use " + file;
        }
        if (policy.offline()) {
            return "use the cached %s in %s".formatted(file, cacheFolder);
        }
        return scheme == SourceUri.Scheme.RSYNC
                ? rsync.command(file, new PartFile(cacheFolder, file).path()).toString()
                : "fetch %s into %s".formatted(file, cacheFolder);
    }

    private List<FileFact> provideRemote(
            NetbootRequest request, List<RemoteFile> files, BuildListener listener, Facts facts)
            throws BuildException, InterruptedException {
        Verifier verifier = verifier(request.verification(), request.source());
        CacheFolder folder = CacheFolder.open(request.cacheFolder());
        // Held until the bytes have a name of their own: nobody may replace them before.
        try (CacheLock lock = CacheLock.acquire(folder.path(), limits.lockWait(), listener)) {
            LOG.debug("holding the {}", lock);
            Refresh refresh = refresh(folder, request.policy(), verifier, listener);
            for (int round = 1; round <= ROUNDS; round++) {
                Refresh.Result result = refresh.run(files, round > 1);
                List<FileFact> inputs = new ArrayList<>();
                if (stage(result.set(), files, request.targets(), inputs)) {
                    folder.tidy(result.set());
                    facts.value("netboot-files", result.origin().text());
                    new TrustReport(request.verification(), verifier.means(), files)
                            .tell(result, listener, facts);
                    inputs.addAll(documents(result.set(), verifier));
                    InstallerParts.cached(result.set(), withDocuments(files, verifier))
                            .forEach(facts::component);
                    return inputs;
                }
                folder.dropParts();
                listener.warning(
                        "the cached installer in %s is damaged and will not be used"
                                .formatted(folder.path()));
            }
        }
        throw new HostException(
                "files change between being written to %s and being read back"
                        .formatted(folder.path()),
                "check the disk and the memory of this host");
    }

    /**
     * Returns false if the bytes are not those that were downloaded and verified: what is booted is
     * the file that is read here.
     */
    private static boolean stage(
            CacheSet set, List<RemoteFile> files, BootFiles targets, List<FileFact> inputs)
            throws HostException, InterruptedException {
        for (RemoteFile file : files) {
            CachedFile cached = set.find(file).orElseThrow();
            FileDigest digest = Staging.fromCache(cached.path(), targets.of(file.role()));
            if (!digest.equals(cached.entry().digest())) {
                return false;
            }
            inputs.add(fact(file.role(), file.display(), digest));
        }
        return true;
    }

    private static List<FileFact> documents(CacheSet set, Verifier verifier) {
        List<FileFact> facts = new ArrayList<>();
        verifier.documents()
                .forEach(
                        (role, uri) -> {
                            RemoteFile file = new RemoteFile(role, uri);
                            set.find(file)
                                    .map(cached -> cached.entry().digest())
                                    .ifPresent(d -> facts.add(fact(role, file.display(), d)));
                        });
        return facts;
    }

    private Verifier verifier(Verification verification, InstallerSource source) {
        return new Verifier(verification, source, new Gpgv(runner), clock);
    }

    private Fetcher fetcher(SourceUri.Scheme scheme) {
        return switch (scheme) {
            case HTTP, HTTPS -> http;
            case RSYNC -> rsync;
            case FILE -> throw new IllegalArgumentException("local files are not fetched");
        };
    }

    private static FileFact fact(Role role, String source, FileDigest digest) {
        return new FileFact(role.key(), source, digest.sizeBytes(), digest.sha256());
    }
}
