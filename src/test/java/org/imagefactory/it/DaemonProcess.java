package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.imagefactory.json.Json;

/** The packaged imagefactoryd in the foreground, on a port of this host, with the mocks. */
final class DaemonProcess implements AutoCloseable {

    static final String TEMPLATE =
            """
            <template><name>mock</name><os><name>MockOS_A</name><version>1</version>\
            <arch>x86_64</arch><install type='url'><url>http://m/</url></install></os>\
            <description>%s</description></template>""";

    private static final Path PROGRAM = Path.of("target/image-factory/bin/imagefactoryd");

    final Path folder;
    final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final boolean open;
    private final List<String> options;
    private Process process;

    /**
     * @param open whether everybody may do everything, without TLS
     */
    DaemonProcess(Path folder, boolean open) throws Exception {
        this(folder, open, false);
    }

    /** One that is open because of its options, not of its configuration. */
    static DaemonProcess openByOptions(Path folder) throws Exception {
        return new DaemonProcess(folder, true, true);
    }

    private DaemonProcess(Path folder, boolean open, boolean byOptions) throws Exception {
        this.folder = folder;
        this.open = open;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("image_manager_args", Map.of("storage_path", store().toString()));
        settings.put("imgdir", folder.resolve("work").toString());
        settings.put("tmpdir", Files.createDirectories(folder.resolve("tmp")).toString());
        if (byOptions) {
            options = List.of("--no_ssl", "--no_oauth", "--port", String.valueOf(port));
        } else {
            options = List.of();
            settings.put("address", "127.0.0.1");
            settings.put("port", port);
            settings.put("no_ssl", open);
            settings.put("no_oauth", open);
            settings.put("clients", Map.of("client1", "our-secret"));
        }
        Files.writeString(folder.resolve("conf"), Json.line(settings));
        start();
    }

    Path store() {
        return folder.resolve("store");
    }

    void start() throws Exception {
        Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        List<String> command = new ArrayList<>();
        command.add(PROGRAM.toAbsolutePath().toString());
        command.addAll(List.of("--config", folder.resolve("conf").toString(), "--foreground"));
        command.addAll(options);
        process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!Files.exists(log) || !Files.readString(log).contains(" listens on ")) {
            assertThat(process.isAlive()).as("%s", log).isTrue();
            assertThat(Instant.now()).as("%s", log).isBefore(end);
            Thread.sleep(50);
        }
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** As a loss of power does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A figure of the kernel about the process, such as VmRSS or Threads. */
    long figure(String name) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/status"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    String url() {
        return "%s://localhost:%d".formatted(open ? "http" : "https", port);
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + "/imagefactory" + path))
                        .timeout(Duration.ofMinutes(5))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    static String base(String template) {
        return Json.line(Map.of("base_image", Map.of("template", template)));
    }

    /** The value of a field of an image in an answer. */
    static String field(String answer, String name) throws Exception {
        Object image = Json.object(answer).values().iterator().next();
        return String.valueOf(((Map<?, ?>) image).get(name));
    }

    /** Runs a shell script where the certificate of the service is a file; returns its output. */
    String shell(String script) throws Exception {
        ProcessBuilder starter =
                new ProcessBuilder("sh", "-euc", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        // Python's requests prefers these to what a session is told.
        starter.environment().keySet().removeAll(Set.of("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"));
        Process shell = starter.start();
        shell.getOutputStream().close();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as("%s\n%s\n%s", script, out, log()).isZero();
        return out;
    }

    /** As the manual says. */
    Path certificate() throws Exception {
        shell(
                "openssl s_client -connect localhost:%d </dev/null 2>/dev/null | openssl x509 > imagefactory.pem"
                        .formatted(port));
        return folder.resolve("imagefactory.pem");
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
