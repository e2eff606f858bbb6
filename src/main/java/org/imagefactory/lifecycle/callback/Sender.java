package org.imagefactory.lifecycle.callback;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.imagefactory.http.FramingLimit;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.store.ImageRecord;

/** Sends single messages, each with several tries, on a few threads. */
final class Sender implements AutoCloseable {

    /** So many at a time; each has a thread. */
    private static final int MOST = 48;

    private static final int FIRST_BAD_STATUS = 300;
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final List<Duration> pauses;
    private final Optional<Signature> signature;
    private final ScheduledExecutorService clock;

    /**
     * @param patience for one try, all in all
     * @param pauses between the tries, so one less than those
     */
    Sender(Duration patience, List<Duration> pauses, CallbackRules rules) {
        this.pauses = pauses;
        this.signature = rules.signature();
        clock = Executors.newSingleThreadScheduledExecutor(daemons("callbacks"));
        Dispatcher dispatcher =
                new Dispatcher(
                        new ThreadPoolExecutor(
                                0,
                                MOST,
                                5,
                                TimeUnit.SECONDS,
                                new SynchronousQueue<>(),
                                daemons("callback")));
        dispatcher.setMaxRequests(MOST);
        dispatcher.setMaxRequestsPerHost(MOST);
        OkHttpClient.Builder limited =
                rules.everywhere()
                        ? FramingLimit.on(new OkHttpClient.Builder())
                        : FramingLimit.on(new OkHttpClient.Builder(), new GuardedSockets());
        client =
                limited.dispatcher(dispatcher)
                        .proxy(Proxy.NO_PROXY) // not those of Java's system properties
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false) // we count the tries
                        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                        .protocols(List.of(Protocol.HTTP_1_1))
                        .callTimeout(patience)
                        .connectTimeout(patience)
                        .readTimeout(patience)
                        .writeTimeout(patience)
                        .build();
    }

    /**
     * Sends a message. Returns at once.
     *
     * @param then is told, once, what went wrong at last; an empty text if nothing did
     */
    void send(CallbackAddress address, ImageRecord record, Consumer<String> then) {
        byte[] body = CallbackBody.of(record);
        Request request;
        try {
            request = request(address, body);
        } catch (IllegalArgumentException e) {
            then.accept("it is no address that can be reached");
            return;
        }
        attempt(new Message(request, body), 0, then);
    }

    /** One message, however often it is tried. */
    private static final class Message {

        private final String id = UUID.randomUUID().toString();
        private final Request request;
        private final byte[] body;

        Message(Request request, byte[] body) {
            this.request = request;
            this.body = body;
        }

        Request at(Instant time, Optional<Signature> signature) {
            if (signature.isEmpty()) {
                return request;
            }
            Request.Builder signed = request.newBuilder();
            signature.get().fields(id, time.getEpochSecond(), body).forEach(signed::header);
            return signed.build();
        }
    }

    /** Where a message goes to, whatever the rest of its address is. */
    static String host(CallbackAddress address) {
        HttpUrl url = HttpUrl.parse(address.address());
        return url == null ? address.address() : url.host() + ":" + url.port();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
    }

    private static Request request(CallbackAddress address, byte[] body) {
        Request.Builder request =
                new Request.Builder().url(address.address()).put(RequestBody.create(body, JSON));
        address.user()
                .ifPresent(
                        user ->
                                request.header(
                                        "Authorization",
                                        Credentials.basic(
                                                user.getKey(),
                                                user.getValue(),
                                                StandardCharsets.UTF_8)));
        return request.build();
    }

    private void attempt(Message message, int number, Consumer<String> then) {
        client.newCall(message.at(Instant.now(), signature))
                .enqueue(
                        new Callback() {
                            @Override
                            public void onFailure(Call call, IOException e) {
                                if (e instanceof GuardedSockets.RefusedException) {
                                    then.accept(String.valueOf(e.getMessage()));
                                } else {
                                    failed(String.valueOf(e.getMessage()));
                                }
                            }

                            @Override
                            public void onResponse(Call call, Response response) {
                                call.cancel(); // else some of the body would be read
                                response.close();
                                if (response.code() < FIRST_BAD_STATUS) {
                                    then.accept("");
                                } else {
                                    failed("it answers with the status " + response.code());
                                }
                            }

                            private void failed(String why) {
                                if (number >= pauses.size()) {
                                    then.accept(why);
                                } else {
                                    later(message, number, why, then);
                                }
                            }
                        });
    }

    private void later(Message message, int number, String why, Consumer<String> then) {
        try {
            var unused =
                    clock.schedule(
                            () -> attempt(message, number + 1, then),
                            pauses.get(number).toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            then.accept(why); // the program ends
        }
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
