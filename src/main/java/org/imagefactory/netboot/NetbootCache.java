package org.imagefactory.netboot;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.fetch.Fetcher;
import org.imagefactory.netboot.fetch.RsyncFetcher;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.http.HttpFetcher;
import org.imagefactory.netboot.verify.Pins;
import org.imagefactory.netboot.verify.Verifier;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Component;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.InstallerSource;
import org.imagefactory.spec.Mirror;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.tools.Gpgv;

/**
 * Provides the kernel and initrd, or the installer image, that a build boots: from the cache if the
 * server says that it still has the same, else from the server. Safe to use from several threads,
 * and beside other processes with the same cache.
 */
public final class NetbootCache {

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
        http = new HttpFetcher(environment, limits.transfer());
        rsync = new RsyncFetcher(runner, environment, limits.transfer());
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
        Mirror first = request.mirrors().get(0);
        List<LocalFile> local = local(first.installer());
        for (LocalFile file : local) {
            file.check(listener);
        }
        List<FileFact> inputs = new ArrayList<>();
        List<RankedMirror> sites = sites(request.mirrors());
        if (!sites.get(0).files().isEmpty()) {
            inputs.addAll(provideRemote(request, sites, listener, facts));
        }
        Pins pins = new Pins(first.verification());
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
        for (LocalFile file : local(request.mirrors().get(0).installer())) {
            file.check(event -> {});
            parts.put(InstallerParts.component(file.role()), InstallerParts.local(file));
        }
        List<RankedMirror> sites = sites(request.mirrors());
        if (!sites.get(0).files().isEmpty()) {
            parts.putAll(lookRemote(request, sites, listener));
        }
        return parts;
    }

    private Map<Component, String> lookRemote(
            NetbootRequest request, List<RankedMirror> sites, BuildListener listener)
            throws BuildException, InterruptedException {
        CacheFolder folder = CacheFolder.open(request.cacheFolder());
        DownloadPolicy policy = new DownloadPolicy(request.policy().offline(), false);
        try (FolderLock lock = CacheLock.acquire(folder.path(), limits.lockWait(), listener)) {
            listener.detail("holding the " + lock);
            Refresh.Result found = search(request, folder, policy, listener).run(sites, false);
            folder.tidy(found.set());
            return InstallerParts.cached(found.set(), all(found.site()));
        }
    }

    private MirrorSearch search(
            NetbootRequest request,
            CacheFolder folder,
            DownloadPolicy policy,
            BuildListener listener) {
        return new MirrorSearch(
                folder,
                policy,
                new MirrorHealth(request.sharedFolder(), clock, listener),
                site -> new Refresh(folder, limits.retry(), this::fetcher, site, listener),
                listener);
    }

    /** What is booted, and the documents that prove it. */
    private static List<RemoteFile> all(RankedMirror site) {
        List<RemoteFile> all = new ArrayList<>(site.files());
        site.verifier().documents().forEach((role, uri) -> all.add(new RemoteFile(role, uri)));
        return all;
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

    /** What {@link #provide} does, a line per file, for a dry run. Pure. */
    public List<String> preview(List<Mirror> mirrors, Path cacheFolder, DownloadPolicy policy) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < mirrors.size(); i++) {
            String prefix = i == 0 ? "" : "or, from mirror %d: ".formatted(i + 1);
            preview(mirrors.get(i), cacheFolder, policy).forEach(line -> lines.add(prefix + line));
        }
        return List.copyOf(lines);
    }

    private List<String> preview(Mirror mirror, Path cacheFolder, DownloadPolicy policy) {
        Verification verification = mirror.verification();
        Verifier verifier = verifier(mirror);
        List<String> lines = new ArrayList<>();
        mirror.tree()
                .ifPresent(
                        tree ->
                                lines.add(
                                        "fetch linux and initrd of %s by its .treeinfo, if it has one; else:"
                                                .formatted(Secrets.mask(tree.url()))));
        for (Map<Role, SourceUri> files :
                List.of(verifier.documents(), Role.sources(mirror.installer()))) {
            files.forEach(
                    (role, uri) ->
                            lines.add(preview(new RemoteFile(role, uri), cacheFolder, policy)));
        }
        if (verifier.means() != Verification.Means.NOTHING) {
            lines.add("verify them by " + TrustReport.describe(verification, verifier.means()));
        }
        return lines;
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
            NetbootRequest request, List<RankedMirror> sites, BuildListener listener, Facts facts)
            throws BuildException, InterruptedException {
        CacheFolder folder = CacheFolder.open(request.cacheFolder());
        // Held until the bytes have a name of their own: nobody may replace them before.
        try (FolderLock lock = CacheLock.acquire(folder.path(), limits.lockWait(), listener)) {
            listener.detail("holding the " + lock);
            MirrorSearch search = search(request, folder, request.policy(), listener);
            for (int round = 1; round <= ROUNDS; round++) {
                Refresh.Result found = search.run(sites, round > 1);
                CacheSet set = found.set();
                List<FileFact> inputs = new ArrayList<>();
                if (stage(set, found.site().files(), request.targets(), inputs)) {
                    folder.tidy(set);
                    tell(found, listener, facts);
                    inputs.addAll(documents(set, found.site().verifier()));
                    InstallerParts.cached(set, all(found.site())).forEach(facts::component);
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

    private static void tell(Refresh.Result found, BuildListener listener, Facts facts) {
        RankedMirror site = found.site();
        facts.value(Fact.NETBOOT_FILES, found.origin().text());
        if (site.places() > 1) {
            facts.value(Fact.NETBOOT_MIRROR, site.toString());
        }
        new TrustReport(site.verification(), site.verifier().means(), site.files())
                .tell(found, listener, facts);
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

    private List<RankedMirror> sites(List<Mirror> mirrors) {
        return IntStream.range(0, mirrors.size())
                .mapToObj(
                        i -> RankedMirror.of(mirrors.get(i), i + 1, mirrors.size(), this::verifier))
                .toList();
    }

    private Verifier verifier(Mirror mirror) {
        return new Verifier(mirror.verification(), mirror.installer(), new Gpgv(runner), clock);
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
