package org.imagefactory.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A real apt-cacher-ng on this machine only, run by the user of the {@link TestHost}. */
final class CachingProxy implements AutoCloseable {

    private static final int TRIES = 300;

    private final Process process;
    private final int port;
    private final Path log;

    /**
     * @param folder new, belongs to the user
     */
    CachingProxy(Path folder) throws IOException, InterruptedException {
        port = freePort();
        log = folder.resolve("log/apt-cacher.log");
        Path output = folder.resolve("proxy.out");
        ProcessBuilder builder =
                new ProcessBuilder(
                                TestHost.shared()
                                        .commandLine(
                                                List.of(
                                                        "apt-cacher-ng",
                                                        "-c",
                                                        configuration(folder).toString())))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().merge("PATH", "/usr/sbin", (path, sbin) -> path + ":" + sbin);
        process = builder.start();
        for (int i = 0; i < TRIES && process.isAlive() && !answers(); i++) {
            Thread.sleep(100);
        }
        if (!answers()) {
            process.destroy();
            throw new AssertionError("apt-cacher-ng: " + Files.readString(output));
        }
    }

    /**
     * A port for the proxy or for a server behind it: apt-cacher-ng 3.7 takes none above 32767, and
     * the free ones that the kernel gives are.
     */
    static int freePort() {
        return new Random()
                .ints(20_000, 32_768)
                .limit(TRIES)
                .filter(CachingProxy::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** The folder of a configuration without anything of the machine's own. */
    private Path configuration(Path folder) throws IOException {
        Path made = Files.createDirectory(folder.resolve("conf"));
        Files.writeString(
                made.resolve("acng.conf"),
                """
                ForeGround: 1
                BindAddress: 127.0.0.1
                Port: %d
                SocketPath:
                CacheDir: %s
                LogDir: %s
                SupportDir: /usr/lib/apt-cacher-ng
                # The mirror of the test has a port of its own.
                AllowUserPorts: 0
                """
                        .formatted(port, folder.resolve("cache"), folder.resolve("log")));
        return made;
    }

    /** What the guest calls it: with user-mode networking this host is 10.0.2.2. */
    String uriInGuest() {
        return "http://10.0.2.2:" + port + "/";
    }

    /** A line for everything that it received (I) and sent (O). */
    List<String> transfers() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
