package org.imagefactory.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real rsync daemon that takes uploads into a folder. */
final class RsyncDaemon implements AutoCloseable {

    private static final int TRIES = 100;

    private final Process process;
    private final int port;

    RsyncDaemon(Path target) throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path configuration = target.resolveSibling("rsyncd-" + port + ".conf");
        Files.writeString(
                configuration,
                """
                use chroot = no
                [images]
                path = %s
                read only = no
                """
                        .formatted(target));
        process =
                new ProcessBuilder(
                                TestHost.shared()
                                        .commandLine(
                                                List.of(
                                                        "rsync",
                                                        "--daemon",
                                                        "--no-detach",
                                                        "--address=127.0.0.1",
                                                        "--port=" + port,
                                                        "--config=" + configuration)))
                        .inheritIO()
                        .start();
        for (int i = 0; i < TRIES && !answers(); i++) {
            Thread.sleep(100);
        }
    }

    /** Where to upload to. */
    String url() {
        return "rsync://127.0.0.1:" + port + "/images/";
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
