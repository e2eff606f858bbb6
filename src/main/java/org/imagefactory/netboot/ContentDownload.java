package org.imagefactory.netboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.DownloadException;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.fetch.Deadline;
import org.imagefactory.netboot.fetch.Download;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.Interruptible;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.netboot.fetch.TransferWatch;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.netboot.file.Role;
import org.imagefactory.netboot.file.UserInfo;
import org.imagefactory.netboot.http.HttpFetcher;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.SourceUri;

/** Fetches a file of any kind once, for a guest: by http, https or ftp, with limits on all. */
public final class ContentDownload {

    private static final int BUFFER = 1 << 16;

    private final NetbootLimits limits;
    private final HttpFetcher http;

    /**
     * @param environment the environment variables of the program, for proxies
     * @param limits of all waits
     */
    public ContentDownload(Map<String, String> environment, NetbootLimits limits) {
        this.limits = limits;
        this.http = new HttpFetcher(environment, limits.transfer());
    }

    /**
     * @param address of the file
     * @param folder exists, and nobody else uses it
     * @param listener hears of retries
     * @return the file, in the folder
     * @throws BuildException it cannot be had; the message names the address without credentials
     * @throws InterruptedException the calling thread was interrupted
     */
    public Path fetch(String address, Path folder, BuildListener listener)
            throws BuildException, InterruptedException {
        try {
            if (address.toLowerCase(Locale.ROOT).startsWith("ftp://")) {
                return ftp(URI.create(address), folder.resolve(Role.CONTENT.key()));
            }
            SourceUri source = SourceUri.parse(address);
            if (source.scheme() != SourceUri.Scheme.HTTP
                    && source.scheme() != SourceUri.Scheme.HTTPS) {
                throw new IllegalArgumentException("it is not an http, https or ftp address");
            }
            RemoteFile file = new RemoteFile(Role.CONTENT, source);
            return new Download(http, limits.retry(), listener)
                    .run(file, Optional.empty(), new PartFile(folder, file))
                    .path();
        } catch (FetchException e) {
            throw failed(address, e, e.advice());
        } catch (IllegalArgumentException | IOException e) {
            throw failed(address, e, "");
        }
    }

    private static DownloadException failed(String address, Exception e, String advice) {
        return new DownloadException(
                "cannot download %s: %s".formatted(UserInfo.masked(address), e.getMessage()),
                advice,
                e);
    }

    private Path ftp(URI uri, Path file)
            throws IOException, FetchException, HostException, InterruptedException {
        AtomicLong received = new AtomicLong();
        TransferLimits transfer = limits.transfer();
        URLConnection connection = uri.toURL().openConnection();
        connection.setConnectTimeout((int) transfer.connect().toMillis());
        connection.setReadTimeout((int) transfer.silence().toMillis());
        return Interruptible.call(
                () -> receive(connection, file, received),
                Thread::interrupt,
                new TransferWatch(
                        transfer.pace(),
                        Deadline.in(transfer.pace().bootFile()),
                        received::get,
                        Role.CONTENT.longest()));
    }

    /** A file channel fails when its thread is interrupted, a socket when it was silent. */
    private static Path receive(URLConnection connection, Path file, AtomicLong received)
            throws IOException {
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
                received.addAndGet(length);
            }
        }
        // The server may say so on another line, which nobody reads.
        long announced = connection.getContentLengthLong();
        if (announced >= 0 && announced != received.get()) {
            throw new IOException(
                    "the transfer ended after %d of %d bytes".formatted(received.get(), announced));
        }
        return file;
    }
}
