package org.imagefactory.netboot.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
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
import org.imagefactory.netboot.file.UserInfo;
import org.jspecify.annotations.Nullable;

/**
 * One conditional, resuming GET, with its redirects (RFC 9110 §13, §14). Runs on one thread, can be
 * cancelled from another.
 */
final class HttpExchange {

    private final HttpRoutes routes;
    private final FetchJob job;
    private final HttpUrl start;
    private volatile @Nullable Call call;
    private volatile boolean cancelled;
    private volatile HttpUrl asked;
    private final AtomicLong received = new AtomicLong();

    HttpExchange(HttpRoutes routes, FetchJob job, HttpUrl start) {
        this.routes = routes;
        this.job = job;
        this.start = start;
        asked = start;
    }

    /** Who did not answer as he should. */
    HttpUrl asked() {
        return asked;
    }

    /** " (redirected to …)" if that is not the one who was asked first, else nothing. */
    String redirected() {
        if (asked.equals(start)) {
            return "";
        }
        HttpUrl told = asked.newBuilder().query(null).fragment(null).build(); // may have secrets
        return " (redirected to %s)".formatted(ServerText.of(UserInfo.masked(told.toString())));
    }

    /** Makes {@link #run} fail soon. */
    void cancel() {
        cancelled = true;
        Call current = call;
        if (current != null) {
            current.cancel();
        }
    }

    /** Bytes of the file that came in so far. */
    long received() {
        return received.get();
    }

    private HttpBody body() {
        return new HttpBody(job, received);
    }

    /** OkHttp trusts some header fields more than it should: what follows is the server's fault. */
    Fetcher.Outcome run() throws IOException, FetchException, HostException {
        try {
            return follow();
        } catch (RuntimeException e) {
            cancel();
            IOException malformed =
                    new ProtocolException("the answer is malformed: " + e.getMessage());
            malformed.initCause(e);
            throw malformed;
        }
    }

    private Fetcher.Outcome follow() throws IOException, FetchException, HostException {
        long offset = resumeOffset();
        HttpUrl url = start;
        for (int redirects = 0; redirects <= routes.limits().redirects(); redirects++) {
            try (Response response = send(url, offset)) {
                detail("GET %s: %d".formatted(UserInfo.masked(url.toString()), response.code()));
                if (!Redirects.isRedirect(response)) {
                    return receive(response, offset);
                }
                String location = response.header("Location", "");
                url = Redirects.target(url, location == null ? "" : location);
                asked = url;
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
        Optional<String> userInfo = UserInfo.of(job.file().source().text());
        if (userInfo.isPresent() && Redirects.sameOrigin(start, url)) {
            request.header("Authorization", BasicCredentials.of(userInfo.get()));
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
                long length = response.body().contentLength();
                part.begin(validators(response), length);
                body().store(response, 0, length);
            }
            case 206 -> body().store(response, offset, totalOfRest(response, offset));
            case 416 -> throw nonsense("416 to a request for the rest of the file");
            default -> throw HttpStatus.failure(response, redirected());
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
        if (!job.part().mayHave(range.get().last() + 1)) {
            throw nonsense("206 with another length of the file than before");
        }
        detail("%s: going on at byte %d".formatted(job.file(), offset));
        return range.get().last() + 1;
    }

    private void detail(String text) {
        job.listener().detail(text);
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
}
