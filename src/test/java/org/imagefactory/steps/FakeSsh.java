package org.imagefactory.steps;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Something on a port of the loopback that says a text to whoever connects. */
final class FakeSsh implements AutoCloseable {

    private final ServerSocket server;
    private final String text;
    private final List<Socket> open = new ArrayList<>();
    private volatile boolean keepOpen;

    FakeSsh(String text) throws IOException {
        this.text = text;
        this.server = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(this::serve, "fake-ssh");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Does not hang up after the text. */
    void keepOpen() {
        keepOpen = true;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                synchronized (open) {
                    open.add(socket);
                }
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                if (!keepOpen) {
                    socket.close();
                }
            } catch (IOException e) {
                // The server was closed, or the client hung up.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
