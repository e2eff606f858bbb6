package org.imagefactory.netboot.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.cache.Validators;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.fetch.FetchJob;
import org.imagefactory.netboot.fetch.Fetcher;
import org.imagefactory.netboot.fetch.ProgressMeter;
import org.imagefactory.netboot.file.UserInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conditional, resuming GET, with its redirects (RFC 9110 §13, §14). Runs on one thread, can be
 * cancelled from another.
 */
final class HttpExchange {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final int CHUNK = 64 * 1024;

    private final HttpRoutes routes;
    private final FetchJob job;
    private final HttpUrl start;
    private volatile @Nullable Call call;
    private volatile boolean cancelled;

    HttpExchange(HttpRoutes routes, FetchJob job, HttpUrl start) {
        this.routes = routes;
        this.job = job;
        this.start = start;
    }

    /** Makes {@link #run} fail soon. */
    void cancel() {
        cancelled = true;
        Call current = call;
        if (current != null) {
            current.cancel();
        }
    }

    Fetcher.Outcome run() throws IOException, FetchException, HostException {
        long offset = resumeOffset();
        HttpUrl url = start;
        for (int redirects = 0; redirects <= routes.limits().redirects(); redirects++) {
            try (Response response = send(url, offset)) {
                LOG.debug("GET {}: {}", UserInfo.masked(url.toString()), response.code());
                if (!Redirects.isRedirect(response)) {
                    return receive(response, offset);
                }
                String location = response.header("Location", "");
                url = Redirects.target(url, location == null ? "" : location);
            }
        }
        throw new FetchException(
                Kind.FINAL,
                "more than %d redirects".formatted(routes.limits().redirects()),
                "check the URL, or use another mirror");
    }

    private Response send(HttpUrl url, long offset) throws IOException, HostException {
        Call next = routes.client(url).newCall(request(url, offset));
        call = next;
        if (cancelled) { // the canceller may have seen the call before this one
            next.cancel();
        }
        return next.execute();
    }

    /** Nonzero if there is something to go on from, and a way to ask for exactly its rest. */
    private long resumeOffset() throws HostException {
        PartFile part = job.part();
        boolean resumable = part.finished().isEmpty() && part.validators().ifRange().isPresent();
        return resumable ? part.length() : 0;
    }

    private Request request(HttpUrl url, long offset) throws HostException {
        Request.Builder request =
                new Request.Builder()
                        .url(url)
                        .header("User-Agent", "image-factory")
                        // The bytes of the file as they are, not a compressed form of them.
                        .header("Accept-Encoding", "identity");
        if (!start.username().isEmpty() && Redirects.sameOrigin(start, url)) {
            request.header("Authorization", Credentials.basic(start.username(), start.password()));
        }
        if (job.file().role().isDocument()) {
            // A proxy's old copy would not fit to the other files (RFC 9111, 5.2.1.4).
            request.header("Cache-Control", "no-cache");
        }
        CachedFile known = job.known();
        if (known != null) {
            Validators validators = known.entry().validators();
            if (!validators.etag().isEmpty()) {
                request.header("If-None-Match", validators.etag());
            }
            if (!validators.lastModified().isEmpty()) {
                request.header("If-Modified-Since", validators.lastModified());
            }
        }
        Optional<String> ifRange = job.part().validators().ifRange();
        if (offset > 0 && ifRange.isPresent()) {
            request.header("Range", "bytes=" + offset + "-").header("If-Range", ifRange.get());
        }
        return request.build();
    }

    private Fetcher.Outcome receive(Response response, long offset)
            throws IOException, FetchException, HostException {
        PartFile part = job.part();
        switch (response.code()) {
            case 304 -> {
                if (job.known() == null) {
                    throw nonsense("304 to a question without a condition");
                }
                return Fetcher.Outcome.UNCHANGED;
            }
            case 200, 203 -> {
                part.begin(validators(response));
                long length = response.body().contentLength();
                store(response, 0, length);
            }
            case 206 -> store(response, offset, totalOfRest(response, offset));
            case 416 -> throw nonsense("416 to a request for the rest of the file");
            default -> throw HttpStatus.failure(response);
        }
        return Fetcher.Outcome.FETCHED;
    }

    /** Checks that the answer is the rest of the very version that is there. */
    private long totalOfRest(Response response, long offset) throws FetchException, HostException {
        Optional<ContentRange> range = ContentRange.parse(response.header("Content-Range"));
        String etag = validators(response).etag();
        boolean sameVersion = etag.isEmpty() || etag.equals(job.part().validators().etag());
        if (offset == 0 || range.isEmpty() || !range.get().isRestFrom(offset) || !sameVersion) {
            throw nonsense("206 with another part of the file than was asked for");
        }
        LOG.debug("{}: going on at byte {}", job.file(), offset);
        return range.get().last() + 1;
    }

    /** What is there cannot be gone on from; the next try starts from nothing. */
    private FetchException nonsense(String answer) throws HostException {
        job.part().discard();
        return new FetchException(
                Kind.TRANSIENT, "the server answered " + answer, "use another mirror");
    }

    private static Validators validators(Response response) {
        return Validators.of(
                response.header("ETag"), response.header("Last-Modified"), response.header("Date"));
    }

    /**
     * @param total length of the whole file; negative if unknown
     */
    private void store(Response response, long offset, long total)
            throws IOException, FetchException, HostException {
        PartFile part = job.part();
        requireShort(total);
        part.requireSpace(total - offset);
        ProgressMeter meter = new ProgressMeter(job.file(), job.listener(), total, offset);
        byte[] buffer = new byte[CHUNK];
        long length = offset;
        try (InputStream in = response.body().byteStream();
                PartFile.Writer out = part.open(offset > 0)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                length += n;
                requireShort(length);
                out.write(buffer, n);
                meter.add(n);
            }
            out.sync();
        }
        if (total >= 0 && length != total) {
            throw new FetchException(
                    Kind.TRANSIENT,
                    "the transfer ended after %d of %d bytes".formatted(length, total),
                    "try again later, or use another mirror");
        }
        meter.finish();
        LOG.info("{}: {} bytes received", job.file(), length - offset);
    }

    /** A document that has no end must not fill the disk. */
    private void requireShort(long bytes) throws FetchException, HostException {
        long longest = job.file().role().longest();
        if (bytes > longest) {
            job.part().discard();
            throw new FetchException(
                    Kind.FINAL,
                    "it is longer than %d bytes".formatted(longest),
                    "check the URL: this is something else");
        }
    }
}
