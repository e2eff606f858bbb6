package org.imagefactory.netboot.http;

import java.io.IOException;
import java.util.Map;
import okhttp3.HttpUrl;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.fetch.FetchJob;
import org.imagefactory.netboot.fetch.Fetcher;
import org.imagefactory.netboot.fetch.Interruptible;
import org.imagefactory.netboot.fetch.TransferLimits;
import org.imagefactory.netboot.fetch.TransferWatch;

/** Fetches over http and https. */
public final class HttpFetcher implements Fetcher {

    private final HttpRoutes routes;

    /**
     * @param environment for its proxy variables
     */
    public HttpFetcher(Map<String, String> environment, TransferLimits limits) {
        routes = new HttpRoutes(new ProxySettings(environment), limits);
    }

    @Override
    public TransferLimits limits() {
        return routes.limits();
    }

    @Override
    public Outcome fetch(FetchJob job) throws FetchException, HostException, InterruptedException {
        HttpUrl url = HttpUrl.parse(job.file().source().text());
        if (url == null) {
            throw new FetchException(Kind.FINAL, "this is no usable URL", "check the URL");
        }
        HttpExchange exchange = new HttpExchange(routes, job, url);
        try {
            return Interruptible.call(
                    exchange::run,
                    worker -> exchange.cancel(),
                    new TransferWatch(
                            limits().pace(), job.deadline(), exchange::received, Long.MAX_VALUE));
        } catch (IOException e) {
            String to = exchange.redirected() + routes.via(exchange.asked());
            throw NetworkFailure.of(e, to, routes.limits());
        } finally {
            routes.release();
        }
    }
}
