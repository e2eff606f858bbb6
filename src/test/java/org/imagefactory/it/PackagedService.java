package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;

/**
 * The service of the package, in a system that systemd runs: started by its socket, driven,
 * upgraded, killed, removed. The system has the network of this host, so the port is a free one.
 */
final class PackagedService {

    private static final String SERVICE = "imagefactoryd.service";
    private static final String SOCKET = "imagefactoryd.socket";
    private static final String PORT = "/etc/systemd/system/" + SOCKET + ".d/port.conf";
    private static final String STORE = "/var/lib/imagefactory/storage";

    /** Longer than the test takes. */
    private static final int UNENDING = 3600;

    private final DebianRoot root;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    /** Images that were complete, and those that whoever ended the service cut off. */
    private final List<String> complete = new ArrayList<>();

    private final List<String> running = new ArrayList<>();

    PackagedService(DebianRoot root) throws IOException {
        this.root = root;
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = "127.0.0.1:" + port;
        Files.writeString(
                root.share().resolve("mock.tdl"), DaemonProcess.TEMPLATE.formatted("packaged"));
        Files.writeString(
                root.share().resolve("port.conf"),
                "[Socket]\nListenStream=\nListenStream=" + address + "\n");
        Files.writeString(
                root.share().resolve("service.conf"),
                Json.line(
                        Map.of(
                                "image_manager_args",
                                Map.of("storage_path", STORE),
                                "no_oauth",
                                true,
                                "no_ssl",
                                true)));
    }

    /** The first who connects has it started, as its user, watched by systemd. */
    void isStartedByItsSocket() throws Exception {
        root.shell("cat /mnt/service.conf >/etc/imagefactory/imagefactory.conf");
        root.shell("install -D -m 644 /mnt/port.conf " + PORT + "; systemctl daemon-reload");
        root.run("systemctl", "enable", "--now", SOCKET);
        assertThat(shown("ActiveState")).isEqualTo("inactive");

        root.run("imagefactory", "--url", "http://" + address, "base_image", "/mnt/mock.tdl");

        assertThat(shown("ActiveState")).isEqualTo("active");
        assertThat(shown("WatchdogTimestampMonotonic")).isNotEqualTo("0");
        assertThat(root.run("stat", "-c", "%U", "/proc/" + shown("MainPID")))
                .isEqualTo("_image-factory");
        assertThat(images("?status=COMPLETE")).isNotEmpty();
    }

    /** It builds, and has more to build than it may at a time. */
    void isBusy() throws Exception {
        complete.add(made(0));
        await(complete.get(complete.size() - 1), "COMPLETE");
        running.clear();
        for (int i = 0; i < 3; i++) {
            running.add(made(UNENDING));
        }
        await(running.get(1), "BUILDING");
        assertThat(field(running.get(2), "status")).isEqualTo("PENDING");
    }

    /** The new version took over by itself: whoever asks is served, and told what was cut off. */
    void outlivedAnUpgrade(String oldProcess) throws Exception {
        assertThat(shown("MainPID")).isNotIn(oldProcess, "0");
        knowsWhatItLost("interrupted by a signal");
        assertThat(shown("NRestarts")).isEqualTo("0");
        assertThat(root.run("systemctl", "is-enabled", SOCKET)).isEqualTo("enabled");
    }

    String process() throws IOException {
        return shown("MainPID");
    }

    void outlivesItsDeath() throws Exception {
        isBusy();

        root.run("systemctl", "kill", "--signal=KILL", "--kill-who=main", SERVICE);

        knowsWhatItLost("interrupted by restart");
        assertThat(shown("NRestarts")).isEqualTo("1");
    }

    /** What is the administrator's stays when the package goes, and is there when it returns. */
    void outlivesARemoval(String packageFile) throws Exception {
        isBusy();

        root.apt("remove", "image-factory");

        assertThat(root.processes("_image-factory")).isEmpty();
        assertThat(root.shell("systemctl list-units --all --no-legend --state=loaded " + SERVICE))
                .isEmpty();
        assertThatRefuses();
        assertThat(root.run("cat", "/etc/imagefactory/imagefactory.conf")).contains("no_oauth");
        assertThat(root.run("stat", "-c", "%a", STORE)).isEqualTo("700");

        root.run("dpkg", "-i", packageFile);
        root.run("systemctl", "start", SOCKET);
        knowsWhatItLost("interrupted by a signal");
    }

    /** Ready for a purge, which lets alone what no package has put there. */
    void isToBePurged() throws Exception {
        isBusy();
        root.shell("rm -r " + PORT + "; rmdir $(dirname " + PORT + ")");
    }

    private void knowsWhatItLost(String why) throws Exception {
        for (String id : running) {
            assertThat(field(id, "status")).isEqualTo("FAILED");
            assertThat(field(id, "status_detail")).contains(why);
        }
        for (String id : complete) {
            assertThat(field(id, "status")).isEqualTo("COMPLETE");
        }
        complete.add(made(0));
        await(complete.get(complete.size() - 1), "COMPLETE");
    }

    private String made(int seconds) throws Exception {
        Map<String, Object> image =
                Map.of(
                        "template",
                        DaemonProcess.TEMPLATE.formatted("packaged"),
                        "parameters",
                        Map.of("mock_seconds", seconds));
        HttpResponse<String> answer =
                client.send(
                        request("")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                Json.line(Map.of("base_image", image))))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return DaemonProcess.field(answer.body(), "id");
    }

    private void await(String id, String status) throws Exception {
        String now = field(id, "status");
        for (int i = 0; !now.equals(status) && i < 600; i++) {
            Thread.sleep(100);
            now = field(id, "status");
        }
        assertThat(now).isEqualTo(status);
    }

    private String field(String id, String name) throws Exception {
        return DaemonProcess.field(got("/" + id), name);
    }

    private List<?> images(String filter) throws Exception {
        return (List<?>) Json.object(got(filter)).get("base_images");
    }

    private String got(String path) throws Exception {
        HttpResponse<String> answer = client.send(request(path).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void assertThatRefuses() {
        assertThatThrownBy(() -> got("")).isInstanceOf(ConnectException.class);
    }

    /** Who comes while the service is away waits until it is back. */
    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://" + address + "/imagefactory/base_images" + path))
                .timeout(Duration.ofMinutes(3));
    }

    private String shown(String property) throws IOException {
        return root.run("systemctl", "show", "--value", "--property", property, SERVICE);
    }
}
