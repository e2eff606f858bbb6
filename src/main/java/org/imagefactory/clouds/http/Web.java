package org.imagefactory.clouds.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.imagefactory.http.FramingLimit;

/**
 * A client of HTTP that ends at an interrupt, gives up on servers that fall silent, and tries again
 * where that can do no harm. Certificates are verified; redirects, which could lead credentials
 * elsewhere, are not followed. Safe for threads.
 */
public final class Web implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration HURRY = Duration.ofSeconds(10);

    /** What one request may take beside its content, and the slowest that this may go. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

    private static final long BYTES_A_SECOND = 1 << 14;

    /** Between tries; a server may ask for longer pauses. */
    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30));

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** Catalogues of large sites have some hundred kilobytes. */
    private static final long LONGEST_ANSWER = 16L << 20;

    /** As many as anybody asks at the same time. */
    private static final int PARALLEL = 64;

    private static final int BUFFER_BYTES = 1 << 17;

    private static final Set<String> WITHOUT_CONTENT = Set.of("GET", "DELETE", "HEAD");

    private final OkHttpClient client;
    private final List<Duration> pauses;

    /** One with the usual patience. */
    public Web() {
        this(PAUSES);
    }

    Web(List<Duration> pauses) {
        this(plain(CONNECT, SILENCE).build(), pauses);
    }

    private Web(OkHttpClient client, List<Duration> pauses) {
        this.client = client;
        this.pauses = pauses;
    }

    /** One for while somebody waits: it gives up soon, and does not try again. */
    public static Web impatient() {
        return new Web().hurried();
    }

    /** The same in a hurry, see {@link #impatient}; takes the place of this one. */
    public Web hurried() {
        OkHttpClient.Builder hurried = client.newBuilder().connectTimeout(HURRY);
        return new Web(hurried.readTimeout(HURRY).writeTimeout(HURRY).build(), List.of());
    }

    /**
     * One that trusts other authorities than the host's, too.
     *
     * @param certificates in PEM
     * @throws IllegalArgumentException there are none
     */
    public static Web trusting(String certificates) {
        Trust trust = Trust.of(certificates);
        return new Web(
                plain(CONNECT, SILENCE).sslSocketFactory(trust.sockets(), trust.manager()).build(),
                PAUSES);
    }

    /** As {@link #ask(WebRequest, WebRules)} with the usual rules. */
    public WebAnswer ask(WebRequest request) throws IOException, InterruptedException {
        return ask(request, WebRules.USUAL);
    }

    /**
     * Asks, and asks again where the server is overloaded or, if that does no harm, cannot be
     * reached.
     *
     * @throws IOException no answer came
     */
    public WebAnswer ask(WebRequest request, WebRules rules)
            throws IOException, InterruptedException {
        for (int tries = 0; ; tries++) {
            boolean last = tries >= pauses.size();
            try {
                WebAnswer answer = once(rules.prepared(request));
                if (last || !rules.isPassing(answer)) {
                    return answer;
                }
                Thread.sleep(pause(answer, pauses.get(tries)).toMillis());
            } catch (IOException e) {
                if (last || !mayPass(e) || !request.isRepeatable()) {
                    throw e;
                }
                Thread.sleep(scattered(pauses.get(tries)).toMillis());
            }
        }
    }

    /**
     * Sends a file, with one try.
     *
     * @param digest gets all that is sent
     * @param position hears how many bytes are sent
     * @throws IOException no answer came
     */
    public WebAnswer send(
            WebRequest request, Path file, MessageDigest digest, LongConsumer position)
            throws IOException, InterruptedException {
        return once(
                request.sending(
                        "application/octet-stream",
                        WebContent.of(file, 0, Files.size(file), position).digested(digest)));
    }

    /**
     * Receives a file, with one try.
     *
     * @param file is made, or replaced; after a failure it is there in part
     * @param digest gets all that has come
     * @param position hears how many bytes have come
     * @return without its body, if that is in the file: an answer that is no success has one
     * @throws IOException no answer came, or it broke off
     */
    public WebAnswer receive(
            WebRequest request, Path file, MessageDigest digest, LongConsumer position)
            throws IOException, InterruptedException {
        return answered(
                client.newCall(made(request)), // of any length; silence ends it
                response ->
                        response.isSuccessful()
                                ? received(response, file, digest, position)
                                : answer(response));
    }

    /**
     * Asks, with one try.
     *
     * @throws IOException no answer came
     */
    public WebAnswer once(WebRequest request) throws IOException, InterruptedException {
        Call call = client.newCall(made(request));
        long content = request.content().map(WebContent::bytes).orElse(0L);
        call.timeout()
                .timeout(LONGEST_CALL.toSeconds() + content / BYTES_A_SECOND, TimeUnit.SECONDS);
        return answered(call, Web::answer);
    }

    /** Whether an answer may come later where none came: one that is not trusted stays so. */
    public static boolean mayPass(IOException failure) {
        return !(failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException);
    }

    /**
     * Waits between the tries of who goes on from where something broke off.
     *
     * @param failures one after another, from 1 on
     * @return false at once, if that were too many
     */
    public boolean isWorthAnotherTry(int failures) throws InterruptedException {
        if (failures > pauses.size()) {
            return false;
        }
        Thread.sleep(scattered(pauses.get(failures - 1)).toMillis());
        return true;
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private interface Reading {
        WebAnswer read(Response response) throws IOException;
    }

    private static WebAnswer answered(Call call, Reading reading)
            throws IOException, InterruptedException {
        CompletableFuture<WebAnswer> future = new CompletableFuture<>();
        call.enqueue(
                new Callback() {
                    @Override
                    public void onFailure(Call failed, IOException e) {
                        future.completeExceptionally(e);
                    }

                    @Override
                    public void onResponse(Call done, Response response) {
                        try (response) {
                            future.complete(reading.read(response));
                        } catch (IOException | RuntimeException e) {
                            future.completeExceptionally(e);
                        }
                    }
                });
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("the answer makes no sense", e);
        } finally {
            call.cancel(); // does nothing to one that is done
        }
    }

    private static WebAnswer received(
            Response response, Path file, MessageDigest digest, LongConsumer position)
            throws IOException {
        try (InputStream in = response.body().byteStream();
                OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long done = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                position.accept(done);
            }
        }
        return new WebAnswer(response.code(), headers(response), "");
    }

    private static OkHttpClient.Builder plain(Duration connect, Duration silence) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(PARALLEL);
        dispatcher.setMaxRequestsPerHost(PARALLEL);
        return FramingLimit.on(new OkHttpClient.Builder())
                .dispatcher(dispatcher)
                .connectTimeout(connect)
                .readTimeout(silence)
                .writeTimeout(silence)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false) // we count the tries
                .proxy(Proxy.NO_PROXY);
    }

    private static WebAnswer answer(Response response) throws IOException {
        return new WebAnswer(
                response.code(), headers(response), response.peekBody(LONGEST_ANSWER).string());
    }

    private static Map<String, String> headers(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.getFirst().toLowerCase(Locale.ROOT),
                                        header.getSecond()));
        return headers;
    }

    private static Request made(WebRequest request) throws IOException {
        RequestBody body = request.content().map(Sending::new).orElse(null);
        if (body == null && !WITHOUT_CONTENT.contains(request.method())) {
            body = RequestBody.create(new byte[0], null);
        }
        Request.Builder builder = new Request.Builder();
        builder.header("User-Agent", "image-factory").header("Accept", "application/json");
        try {
            builder.url(request.address());
            request.headers().forEach(builder::header);
        } catch (IllegalArgumentException e) {
            // its message may hold a header's value
            throw new IOException("this cannot be asked for: " + request, null);
        }
        return builder.method(request.method(), body).build();
    }

    private static Duration pause(WebAnswer answer, Duration usual) {
        String text = answer.header("retry-after").orElse("");
        if (!text.matches("[0-9]{1,6}")) {
            return scattered(usual);
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(text));
        return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
    }

    /** So that those who were refused together do not come back together. */
    private static Duration scattered(Duration usual) {
        return usual.plus(
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(usual.toMillis() / 4 + 1)));
    }
}
