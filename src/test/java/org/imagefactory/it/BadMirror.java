package org.imagefactory.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers by HTTP, on this machine only, in every way that is of no use. */
final class BadMirror implements AutoCloseable {

    private static final int LARGE = 4 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    BadMirror() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/missing", exchange -> status(exchange, 404));
        server.createContext("/broken", BadMirror::broken);
        server.createContext("/page", exchange -> body(exchange, "<!DOCTYPE html>\n<p>Welcome"));
        server.createContext("/truncated", exchange -> large(exchange, LARGE / 2));
        server.createContext("/large", exchange -> large(exchange, LARGE));
        server.createContext("/silent", this::silent);
        server.start();
    }

    /**
     * The URL of one of {@code missing}, {@code broken}, {@code page}, {@code truncated}, {@code
     * large} (a kernel of 4 MiB, to the first look), {@code silent} (no answer until the end).
     */
    String url(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static void status(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** Asks for a pause of a second, which is shorter than the program's own. */
    private static void broken(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "1");
        status(exchange, 500);
    }

    private static void body(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Promises the whole file but sends only so much of it. */
    private static void large(HttpExchange exchange, int sent) throws IOException {
        try (exchange) {
            byte[] file = new byte[LARGE];
            file[0] = 'M';
            file[1] = 'Z';
            exchange.sendResponseHeaders(200, LARGE);
            exchange.getResponseBody().write(file, 0, sent);
        }
    }

    private void silent(HttpExchange exchange) {
        try (exchange) {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
