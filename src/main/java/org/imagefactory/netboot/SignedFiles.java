package org.imagefactory.netboot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.fetch.Download;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.Fetcher;
import org.imagefactory.netboot.fetch.RsyncFetcher;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.file.UserInfo;
import org.imagefactory.netboot.http.HttpFetcher;
import org.imagefactory.netboot.verify.DocumentText;
import org.imagefactory.netboot.verify.ReleaseText;
import org.imagefactory.netboot.verify.SignedDocuments;
import org.imagefactory.netboot.verify.VerificationException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.Verification;
import org.imagefactory.spec.Verify;
import org.imagefactory.tools.Gpgv;

/**
 * Fetches single files of a mirror, and reads release files by the signatures that are asked for.
 */
final class SignedFiles {

    private final NetbootLimits limits;
    private final Gpgv gpgv;
    private final HttpFetcher http;
    private final RsyncFetcher rsync;

    SignedFiles(ProcessRunner runner, Map<String, String> environment, NetbootLimits limits) {
        this.limits = limits;
        gpgv = new Gpgv(runner);
        http = new HttpFetcher(environment, limits.transfer());
        rsync = new RsyncFetcher(runner, environment, limits.transfer());
    }

    /**
     * What a release file says; its signature is checked if there are keys to check it by.
     *
     * @param path what was fetched
     */
    String text(SourceUri file, Path path, Path scratch, Verification verification)
            throws VerificationException, BuildException, IOException, InterruptedException {
        String text = DocumentText.read(path, UserInfo.masked(file.text()));
        // Somebody who takes the signature away must not get through with that.
        boolean signed =
                ReleaseText.isClearSigned(start(path)) || file.fileName().equals("InRelease");
        return signed && asksForSignatures(verification)
                ? verified(file, path, scratch, verification)
                : ReleaseText.withoutSignature(text);
    }

    /** The file itself where it is one of this host. */
    Path fetch(RemoteFile file, Path scratch, BuildListener listener)
            throws FetchException, HostException, DownloadException, InterruptedException {
        Optional<Path> local = file.source().localPath();
        if (local.isPresent()) {
            return checked(file, local.get());
        }
        Fetcher fetcher = file.source().scheme() == SourceUri.Scheme.RSYNC ? rsync : http;
        return new Download(fetcher, limits.retry(), listener)
                .run(file, Optional.empty(), new PartFile(scratch, file))
                .path();
    }

    private static Path checked(RemoteFile file, Path path) throws DownloadException {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > file.role().longest()) {
                throw new DownloadException(
                        "%s is no file, or longer than %d bytes"
                                .formatted(file, file.role().longest()),
                        "check the key " + Field.WATCHED);
            }
            return path;
        } catch (IOException e) {
            throw new DownloadException("cannot read " + file, "check the key " + Field.WATCHED, e);
        }
    }

    static String start(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(64), StandardCharsets.US_ASCII);
        }
    }

    /** Whether there are keys, and they count. */
    static boolean asksForSignatures(Verification verification) {
        boolean mode = verification.mode() == Verify.SIGNED || verification.mode() == Verify.AUTO;
        return mode && verification.keyring().isPresent();
    }

    private String verified(SourceUri file, Path path, Path scratch, Verification verification)
            throws VerificationException, BuildException, InterruptedException {
        Verification one =
                new Verification(
                        Verify.SIGNED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(file),
                        verification.keyring(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new SignedDocuments(
                        one, Verification.Means.RELEASE, gpgv, Map.of(Role.RELEASE, path), scratch)
                .releaseText();
    }
}
