package org.imagefactory.clouds.http;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A client of HTTP that ends at an interrupt, gives up on servers that fall silent, and tries again
 * where that can do no harm. Certificates are verified; redirects, which could lead credentials
 * elsewhere, are not followed.
 */
public final class Web implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** Between tries; a server may ask for longer pauses, up to the last of these. */
    static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(15));

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    /** Catalogues of large sites have some hundred kilobytes. */
    private static final long LONGEST_ANSWER = 16L << 20;

    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private static final int BUFFER_BYTES = 1 << 17;

    private final OkHttpClient client;
    private final List<Duration> pauses;

    /** One with the usual patience. */
    public Web() {
        this(PAUSES);
    }

    Web(List<Duration> pauses) {
        this.pauses = pauses;
        client =
                new OkHttpClient.Builder()
                        .connectTimeout(CONNECT)
                        .readTimeout(SILENCE)
                        .writeTimeout(SILENCE)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false) // we count the tries
                        .proxy(Proxy.NO_PROXY)
                        .build();
    }

    /**
     * Asks, and asks again where the server is overloaded or, if that does no harm, cannot be
     * reached.
     *
     * @throws IOException no answer came
     */
    public WebAnswer ask(WebRequest request) throws IOException, InterruptedException {
        RequestBody body =
                request.content()
                        .map(text -> RequestBody.create(text.getBytes(UTF_8), mediaType(request)))
                        .orElse(null);
        if (body == null && !Set.of("GET", "DELETE", "HEAD").contains(request.method())) {
            body = RequestBody.create(new byte[0], null);
        }
        Request.Builder made = builder(request).method(request.method(), body);
        for (int tries = 0; ; tries++) {
            boolean last = tries >= pauses.size();
            try {
                WebAnswer answer = once(made.build());
                if (last || !PASSING.contains(answer.status())) {
                    return answer;
                }
                Thread.sleep(pause(answer, pauses.get(tries)).toMillis());
            } catch (IOException e) {
                if (last || !request.isRepeatable()) {
                    throw e;
                }
                Thread.sleep(pauses.get(tries).toMillis());
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
                builder(request)
                        .method(request.method(), new FileContent(file, digest, position))
                        .build());
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
        return once(
                builder(request).method(request.method(), null).build(),
                response ->
                        response.isSuccessful()
                                ? received(response, file, digest, position)
                                : answer(response));
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

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private WebAnswer once(Request request) throws IOException, InterruptedException {
        return once(request, Web::answer);
    }

    private interface Reading {
        WebAnswer read(Response response) throws IOException;
    }

    private WebAnswer once(Request request, Reading reading)
            throws IOException, InterruptedException {
        Call call = client.newCall(request);
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

    private static Request.Builder builder(WebRequest request) throws IOException {
        Request.Builder builder = new Request.Builder();
        try {
            builder.url(request.address());
            request.headers().forEach(builder::header);
        } catch (IllegalArgumentException e) {
            // its message may hold a header's value
            throw new IOException("this cannot be asked for: " + request, null);
        }
        return builder.header("User-Agent", "image-factory").header("Accept", "application/json");
    }

    private static MediaType mediaType(WebRequest request) {
        return MediaType.get(
                Optional.ofNullable(request.headers().get("Content-Type"))
                        .orElse("application/json"));
    }

    private static Duration pause(WebAnswer answer, Duration usual) {
        String text = answer.header("retry-after").orElse("");
        if (!text.matches("[0-9]{1,6}")) {
            return usual;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(text));
        return wanted.compareTo(LONGEST_PAUSE) < 0 ? wanted : LONGEST_PAUSE;
    }
}
