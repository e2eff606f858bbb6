package org.imagefactory.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import javax.net.SocketFactory;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Ends the reading of a body of which nothing comes in, although much is sent: sizes of chunks with
 * zeros or extensions without end (RFC 9112 §7.1), which OkHttp would keep in memory until their
 * line ends. Safe for threads.
 */
public final class FramingLimit implements Interceptor {

    /** Between two pieces of a body. As much as OkHttp allows for a header, and again as much. */
    private static final long MOST_BYTES = 512 * 1024;

    /** What may still come in while this thread waits for a piece of a body. */
    private static final ThreadLocal<long @Nullable []> LEFT = new ThreadLocal<>();

    private FramingLimit() {}

    /** Gives a client this limit. */
    public static OkHttpClient.Builder on(OkHttpClient.Builder client) {
        return on(client, new Sockets());
    }

    /**
     * Gives a client this limit.
     *
     * @param sockets makes each a {@link LimitedSocket}; others are not limited
     */
    public static OkHttpClient.Builder on(OkHttpClient.Builder client, SocketFactory sockets) {
        return client.socketFactory(sockets).addNetworkInterceptor(new FramingLimit());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        Source limited = new Limited(body.source());
        return response.newBuilder()
                .body(
                        ResponseBody.create(
                                Okio.buffer(limited), body.contentType(), body.contentLength()))
                .build();
    }

    static void count(int bytes) throws IOException {
        long[] rest = LEFT.get();
        if (rest != null) {
            rest[0] -= bytes;
            if (rest[0] < 0) {
                throw new ProtocolException(
                        "more than %d bytes came in, and none of them is content"
                                .formatted(MOST_BYTES));
            }
        }
    }

    private static final class Limited extends ForwardingSource {

        Limited(Source body) {
            super(body);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            LEFT.set(new long[] {MOST_BYTES});
            try {
                return super.read(sink, byteCount);
            } finally {
                LEFT.remove();
            }
        }

        /** Reads what is left, for a short time, so that the connection can be used again. */
        @Override
        public void close() throws IOException {
            LEFT.set(new long[] {MOST_BYTES});
            try {
                super.close();
            } finally {
                LEFT.remove();
            }
        }
    }

    private static final class Sockets extends UnconnectedSockets {

        @Override
        public Socket createSocket() {
            return new LimitedSocket() {};
        }
    }
}
