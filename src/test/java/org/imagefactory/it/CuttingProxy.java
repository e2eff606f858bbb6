package org.imagefactory.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Leads to a server, and cuts the connections once after so many bytes from clients. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int server;
    private final AtomicLong left;
    private final Runnable cut;

    /**
     * @param cut is run when the bytes have passed, before the connection ends
     */
    CuttingProxy(int server, long bytes, Runnable cut) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.left = new AtomicLong(bytes);
        this.cut = cut;
        thread(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Whether it has cut. */
    boolean hasCut() {
        return left.get() < 0;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // a connection has ended
                            }
                        },
                        "cutting proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            try {
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), server);
                thread(() -> pass(client, onward, true));
                thread(() -> pass(onward, client, false));
            } catch (IOException e) {
                client.close();
            }
        }
    }

    private void pass(Socket from, Socket to, boolean counted) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean passed = left.get() < 0;
                if (counted && !passed && left.addAndGet(-n) < 0) {
                    cut.run();
                    return;
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        }
    }
}
