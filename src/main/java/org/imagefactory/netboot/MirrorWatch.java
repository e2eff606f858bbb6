package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.RetryPolicy;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.FileDigest;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.file.UserInfo;
import org.imagefactory.netboot.verify.ReleaseFile;
import org.imagefactory.netboot.verify.ReleaseText;
import org.imagefactory.netboot.verify.VerificationException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Component;
import org.imagefactory.spec.DownloadPolicy;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;

/**
 * Looks at files that change when the packages of a mirror do. Who could forge one could keep
 * updates away from an image, by letting nothing seem to change: so the signature of a Debian
 * release file is checked wherever a keyring is configured, and it must not have expired. Safe to
 * use from several threads and processes.
 */
public final class MirrorWatch {

    private static final Set<String> RELEASE_FILES = Set.of("InRelease", "Release");

    private static final RetryPolicy PATIENCE =
            new RetryPolicy(
                    3, 2, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final NetbootLimits limits;
    private final Clock clock;
    private final SignedFiles files;

    /**
     * @param runner starts rsync and gpgv
     * @param environment the environment variables of the program, for proxies and rsync
     * @param limits of all waits
     * @param clock tells whether a release has expired
     */
    public MirrorWatch(
            ProcessRunner runner,
            Map<String, String> environment,
            NetbootLimits limits,
            Clock clock) {
        this.limits = limits;
        this.clock = clock;
        files = new SignedFiles(runner, environment, limits);
    }

    /** With usual limits, but less patience than for what a build cannot do without. */
    public MirrorWatch(ProcessRunner runner, Map<String, String> environment) {
        this(
                runner,
                environment,
                new NetbootLimits(
                        TransferLimits.DEFAULT, PATIENCE, NetbootLimits.DEFAULT.lockWait()),
                Clock.systemUTC());
    }

    /** The component that a watched file is. */
    public static Component component(SourceUri file) {
        return new Component(Component.Kind.WATCHED, UserInfo.removed(file.text()));
    }

    /**
     * Fetches a file and says what it is now.
     *
     * @param cacheFolder of the image; used for a moment
     * @param policy when the network is used
     * @param verification whether and by which keys signatures are checked
     * @param listener hears progress, waits and retries
     * @return a digest of what the file says, which is another when packages change
     * @throws BuildException it cannot be told
     * @throws InterruptedException the calling thread was interrupted
     */
    public String look(
            SourceUri file,
            Path cacheFolder,
            DownloadPolicy policy,
            Verification verification,
            BuildListener listener)
            throws BuildException, InterruptedException {
        RemoteFile remote = new RemoteFile(Role.WATCHED, file);
        if (policy.offline() && !file.isLocal()) {
            throw new DownloadException("offline, so nobody asks for " + remote, "");
        }
        CacheFolder folder = CacheFolder.open(cacheFolder.toAbsolutePath().normalize());
        try (FolderLock lock = CacheLock.acquire(folder.path(), limits.lockWait(), listener)) {
            listener.detail("holding the " + lock);
            Path scratch = folder.emptyScratch();
            try {
                Path path = files.fetch(remote, scratch, listener);
                return digest(file, path, scratch, verification);
            } catch (FetchException e) {
                throw MirrorException.of(e, remote).told();
            } catch (VerificationException e) {
                throw new DownloadException(String.valueOf(e.getMessage()), e.advice(), e);
            } catch (IOException e) {
                throw DiskErrors.writing(scratch, e);
            } finally {
                folder.dropScratch();
            }
        }
    }

    private String digest(SourceUri file, Path path, Path scratch, Verification verification)
            throws VerificationException, BuildException, IOException, InterruptedException {
        boolean clearSigned = ReleaseText.isClearSigned(SignedFiles.start(path));
        if (!clearSigned && !RELEASE_FILES.contains(file.fileName())) {
            return FileDigest.of(path).sha256();
        }
        String said = files.text(file, path, scratch, verification);
        requireValid(UserInfo.masked(file.text()), said);
        return ReleaseText.digest(said);
    }

    private void requireValid(String name, String text) throws VerificationException {
        Optional<Instant> end = ReleaseFile.parse(name, text).validUntil();
        if (end.isPresent() && end.get().isBefore(clock.instant())) {
            throw VerificationException.of(
                    "%s has expired: it was valid until %s".formatted(name, end.get()),
                    "use another mirror: this one is outdated, or somebody holds back updates;"
                            + " or check this host's clock");
        }
    }
}
