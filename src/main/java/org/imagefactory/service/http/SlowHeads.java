package org.imagefactory.service.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which the next request has been beginning for too long: a byte now and then
 * keeps a connection from being idle, for ever.
 */
final class SlowHeads implements Connection.Listener {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BUSY = Long.MAX_VALUE;

    private final Map<Connection, Long> since = new ConcurrentHashMap<>();

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof SslConnection)) {
            since.put(connection, System.nanoTime());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        since.remove(connection);
    }

    /** How many connections there are. */
    int connections() {
        return since.size();
    }

    void arrived(Request request) {
        since.replace(request.getConnectionMetaData().getConnection(), BUSY);
    }

    void answered(Request request) {
        since.replace(request.getConnectionMetaData().getConnection(), System.nanoTime());
    }

    void watch(Scheduler scheduler) {
        long now = System.nanoTime();
        since.forEach(
                (connection, begin) -> {
                    if (begin != BUSY && now - begin > LONGEST_NANOS) {
                        connection.getEndPoint().close();
                    }
                });
        scheduler.schedule(() -> watch(scheduler), 5, TimeUnit.SECONDS);
    }
}
