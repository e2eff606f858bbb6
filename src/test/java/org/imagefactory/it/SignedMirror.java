package org.imagefactory.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.netboot.OpenPgp;
import org.imagefactory.netboot.SignedArchive;

/** A Debian archive with the mini installer in it, signed by a key of its own, over HTTP. */
final class SignedMirror implements AutoCloseable {

    private static final String BASE = "/debian/dists/trixie/";

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final OpenPgp publisher;
    private final Path keyring;

    /**
     * @param folder new, readable by the user of the {@link TestHost}
     */
    SignedMirror(Path folder) throws IOException, InterruptedException {
        publisher = new OpenPgp(folder.resolve("gpg"), "20260101T000000", "never");
        keyring = publisher.export(folder.resolve("archive.gpg"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(BASE, this::answer);
        server.start();
    }

    /** Where {@code InRelease} is. */
    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + BASE;
    }

    /** The public key. */
    Path keyring() {
        return keyring;
    }

    OpenPgp publisher() {
        return publisher;
    }

    /** Serves a good archive, and nothing else. */
    SignedArchive renew() throws IOException, InterruptedException {
        Path installer = TestHost.shared().installer();
        files.clear();
        return new SignedArchive(
                        publisher,
                        files::put,
                        Files.readAllBytes(installer.resolve("linux")),
                        Files.readAllBytes(installer.resolve("initrd.gz")))
                .publish();
    }

    /** Replaces a file. */
    void put(String path, byte[] bytes) {
        files.put(path, bytes);
    }

    /** A file that is served. */
    byte[] get(String path) {
        return files.getOrDefault(path, new byte[0]);
    }

    /** Removes a file. */
    void remove(String path) {
        files.remove(path);
    }

    /** A scene that builds from here, and asks for a signature. */
    Scene scene() throws IOException {
        Scene scene = new Scene();
        SignedArchive.keys(base()).forEach(scene::set);
        return scene.set("keyring", keyring.toString()).set("verify", "signed");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.stop(0);
        publisher.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = files.get(exchange.getRequestURI().getPath().substring(BASE.length()));
            if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
