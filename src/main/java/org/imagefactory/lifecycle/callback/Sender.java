package org.imagefactory.lifecycle.callback;

import java.io.IOException;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
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
    private final ScheduledExecutorService clock;

    /**
     * @param patience for one try, all in all
     * @param pauses between the tries, so one less than those
     */
    Sender(Duration patience, List<Duration> pauses) {
        this.pauses = pauses;
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
        client =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
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
        Request request;
        try {
            request = request(address, record);
        } catch (IllegalArgumentException e) {
            then.accept("it is no address that can be reached");
            return;
        }
        attempt(request, 0, then);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
    }

    private static Request request(CallbackAddress address, ImageRecord record) {
        Request.Builder request =
                new Request.Builder()
                        .url(address.address())
                        .put(RequestBody.create(CallbackBody.of(record), JSON));
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

    private void attempt(Request request, int number, Consumer<String> then) {
        client.newCall(request)
                .enqueue(
                        new Callback() {
                            @Override
                            public void onFailure(Call call, IOException e) {
                                failed(String.valueOf(e.getMessage()));
                            }

                            @Override
                            public void onResponse(Call call, Response response) {
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
                                    later(request, number, why, then);
                                }
                            }
                        });
    }

    private void later(Request request, int number, String why, Consumer<String> then) {
        try {
            var unused =
                    clock.schedule(
                            () -> attempt(request, number + 1, then),
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
