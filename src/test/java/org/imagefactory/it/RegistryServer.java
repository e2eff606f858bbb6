package org.imagefactory.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real registry for images of containers; it may be ended and started again. */
final class RegistryServer implements AutoCloseable {

    /** Who may push, where somebody has to sign in. */
    static final String USER = "joe";

    static final String PASSWORD = "right password";

    private static final String BCRYPT =
            "$2b$05$abcdefghijklmnopqrstuuChQd15jl6x5/jaJ9KDukc2t1X7oMLPa";

    private static final int TRIES = 100;

    private final Path configuration;
    private final Path log;
    private final int port;
    private Process process;

    /**
     * @param settings more of its configuration, in YAML
     * @param before words before its command, which may limit it
     */
    RegistryServer(Path folder, String settings, String... before) throws Exception {
        Files.createDirectories(folder);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        configuration = folder.resolve("registry.yml");
        log = folder.resolve("registry.log");
        Files.writeString(folder.resolve("users"), USER + ":" + BCRYPT + "\n");
        Files.writeString(
                configuration,
                """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s
                  delete:
                    enabled: true
                %s
                """
                        .formatted(
                                folder.resolve("storage"),
                                settings.startsWith("http:")
                                        ? settings.formatted(port)
                                        : "http:\n  addr: 127.0.0.1:%d\n  secret: one\n%s"
                                                .formatted(port, settings)));
        process = start(before);
    }

    /** One that anybody may use, without TLS. */
    static RegistryServer open(Path folder) throws Exception {
        return new RegistryServer(folder, "");
    }

    /** One for {@link #USER}, without TLS. */
    static RegistryServer withPassword(Path folder) throws Exception {
        return new RegistryServer(
                folder,
                "auth:\n  htpasswd:\n    realm: test\n    path: " + folder.resolve("users"));
    }

    int port() {
        return port;
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() throws Exception {
        process = start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Process start(String... before) throws Exception {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of("docker-registry", "serve", configuration.toString()));
        Process started =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        for (int i = 0; i < TRIES; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return started;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        started.destroyForcibly();
        throw new IllegalStateException("no registry: " + log());
    }
}
