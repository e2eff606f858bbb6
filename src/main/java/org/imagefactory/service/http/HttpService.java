package org.imagefactory.service.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.imagefactory.service.tls.Credentials;

/**
 * Listens on a port. Connections that are slow or idle have no thread; each has limits on the bytes
 * and the time of a request.
 */
public final class HttpService implements AutoCloseable {

    private static final int MOST_THREADS = 64;
    private static final int MOST_CONNECTIONS = 2000;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int PROBE_MILLIS = 5000;
    private static final int LONGEST_HEAD = 16 << 10;

    /** Such paths are no paths of ours: to the routes, which name no files, they are unknown. */
    private static final UriCompliance ODD_PATHS =
            UriCompliance.RFC3986.with(
                    "odd",
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
                    UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
                    UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                    UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                    UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                    UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final Server server;
    private final ServerConnector connector;
    private final Dispatcher dispatcher;
    private final SlowHeads slowHeads = new SlowHeads();

    /** Who sends a whole address means that, whatever the field Host says (RFC 9112, 3.2.2). */
    private static final HttpCompliance WHOLE_ADDRESSES =
            HttpCompliance.RFC9110.with(
                    "whole addresses", HttpCompliance.Violation.MISMATCHED_AUTHORITY);

    /**
     * @param credentials empty for plain HTTP
     * @param temporary folder for bodies that are too large for memory
     * @param large permits of work that takes a lot of memory; others than requests may take some
     */
    public HttpService(
            Optional<Credentials> credentials,
            Responder responder,
            Witness witness,
            Path temporary,
            Semaphore large) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("http");
        server = new Server(threads);
        dispatcher = new Dispatcher(responder, witness, slowHeads, temporary, large);
        server.setHandler(dispatcher);
        server.setErrorHandler(new ServerFaults());
        connector =
                new ServerConnector(
                        server, 1, 2, factories(credentials).toArray(new ConnectionFactory[0]));
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(1024);
        connector.addBean(slowHeads);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    }

    private static List<ConnectionFactory> factories(Optional<Credentials> credentials) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(LONGEST_HEAD);
        configuration.setUriCompliance(ODD_PATHS);
        configuration.setHttpCompliance(WHOLE_ADDRESSES);
        List<ConnectionFactory> factories = new ArrayList<>();
        if (credentials.isPresent()) {
            // Any name is fine: clients decide what they trust.
            configuration.addCustomizer(new SecureRequestCustomizer(false));
            factories.add(
                    new SslConnectionFactory(
                            tls(credentials.get()), HttpVersion.HTTP_1_1.asString()));
        }
        factories.add(new HttpConnectionFactory(configuration));
        return factories;
    }

    private static SslContextFactory.Server tls(Credentials credentials) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        String password = "not-a-secret";
        tls.setKeyStore(credentials.keyStore(password.toCharArray()));
        tls.setKeyStorePassword(password);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setSniRequired(false);
        return tls;
    }

    /**
     * Binds the port.
     *
     * @throws IOException the port is in use, or the address is not one of this host
     */
    public void listen(InetSocketAddress address) throws IOException {
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.open();
    }

    /**
     * Takes the port that whoever started the process has bound already, as standard input.
     *
     * @throws IOException standard input is no such port
     */
    public void inherit() throws IOException {
        Channel inherited = System.inheritedChannel();
        if (!(inherited instanceof ServerSocketChannel channel)) {
            throw new IOException("standard input is no listening socket");
        }
        connector.open(channel);
    }

    /**
     * Begins to answer.
     *
     * @throws IOException the server cannot start
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
        slowHeads.watch(connector.getScheduler());
    }

    /** The port in use. */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Returns when the service has taken a connection, whatever is said on it.
     *
     * @throws IOException it takes none
     */
    public void probe() throws IOException {
        try (Socket socket = new Socket()) {
            InetAddress host =
                    connector.getHost() == null
                            ? InetAddress.getLoopbackAddress()
                            : InetAddress.getAllByName(connector.getHost())[0];
            socket.connect(
                    new InetSocketAddress(
                            host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host,
                            port()),
                    PROBE_MILLIS);
        }
        if (!server.isRunning()) {
            throw new IOException("it does not run");
        }
    }

    /** How many connections are open. */
    public int connections() {
        return slowHeads.connections();
    }

    /** From now on nobody can connect, and requests on open connections are refused. */
    public void refuse() {
        dispatcher.refuseAll();
        connector.close();
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception e) {
            // It is the end of the process in any case.
        }
    }
}
