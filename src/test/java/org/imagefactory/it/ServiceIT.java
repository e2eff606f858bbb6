package org.imagefactory.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, as its users drive it, under load, and killed. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ServiceIT {

    private static final int KILLS = Integer.getInteger("imagefactory.kills", 5);

    @TempDir private Path folder;

    @Test
    void pythonSignsItsRequests() throws Exception {
        try (DaemonProcess daemon = new DaemonProcess(folder, false)) {
            daemon.certificate();
            Files.writeString(
                    folder.resolve("client.py"),
                    """
                    import sys, time, requests
                    from requests_oauthlib import OAuth1Session
                    url, template = sys.argv[1:]
                    session = OAuth1Session("client1", client_secret="our-secret")
                    session.verify = "imagefactory.pem"
                    image = {"base_image": {"template": template, "parameters": {"mock_seconds": 1}}}
                    assert requests.post(url, json=image, verify="imagefactory.pem").status_code == 401
                    wrong = OAuth1Session("client1", client_secret="other")
                    assert wrong.post(url, json=image, verify="imagefactory.pem").status_code == 401
                    answer = session.post(url, json=image)
                    assert answer.status_code == 202, answer.text
                    base = answer.json()["base_image"]
                    while session.get(base["href"]).json()["base_image"]["status"] != "COMPLETE":
                        time.sleep(0.1)
                    form = session.post(url, data={"template": template, "parameters": "{}"})
                    assert form.status_code == 202, form.text
                    target = session.post(base["href"] + "/target_images",
                                          json={"target_image": {"target": "mock"}})
                    assert target.status_code == 202, target.text
                    assert len(session.get(url + "?status=COMPLETE&limit=5").json()["base_images"]) > 0
                    assert session.get(base["href"] + "/raw_image").content
                    assert session.delete(base["href"]).status_code == 204
                    while session.get(base["href"]).status_code != 404:
                        time.sleep(0.1)
                    print("done")
                    """);
            assertThat(
                            daemon.shell(
                                    "/usr/bin/python3 client.py '%s/imagefactory/base_images' \"%s\""
                                            .formatted(
                                                    daemon.url(),
                                                    DaemonProcess.TEMPLATE.formatted("é"))))
                    .endsWith("done\n");
        }
    }

    /** The lines of docs/rest.md that begin with curl and http, as they are. */
    @Test
    void linesOfTheManual() throws Exception {
        List<String> lines =
                Files.readAllLines(Path.of("docs/rest.md")).stream()
                        .filter(line -> line.matches(" {4}(curl|http) .*"))
                        .map(String::strip)
                        .toList();
        assertThat(lines).hasSizeGreaterThan(7).anyMatch(line -> line.startsWith("http "));
        try (DaemonProcess daemon = new DaemonProcess(folder, true)) {
            Files.writeString(
                    folder.resolve("image.json"),
                    DaemonProcess.base(DaemonProcess.TEMPLATE.formatted("é")));
            Files.writeString(
                    folder.resolve("template.xml"), DaemonProcess.TEMPLATE.formatted("é"));
            String made =
                    daemon.send(
                                    "POST",
                                    "/base_images",
                                    Files.readString(folder.resolve("image.json")))
                            .body();
            String id = DaemonProcess.field(made, "id");
            awaitCompletion(daemon, id);
            for (String line : lines) {
                String out =
                        daemon.shell(
                                line.replace("localhost:8075", "localhost:" + daemon.port)
                                        .replace("ID", id));
                assertThat(out).as(line).doesNotContain("HTTP/1.1 4", "HTTP/1.1 5");
            }
        }
    }

    /** Asks again and again, without a pause, as impatient clients do. */
    private static void awaitCompletion(DaemonProcess daemon, String id) throws Exception {
        String status = "";
        while (!status.equals("COMPLETE")) {
            HttpResponse<String> image = daemon.get("/base_images/" + id);
            assertThat(image.statusCode()).as(daemon.log()).isEqualTo(200);
            status = DaemonProcess.field(image.body(), "status");
            assertThat(status).as(daemon.log()).isNotEqualTo("FAILED");
        }
    }

    private static String posted(DaemonProcess daemon, String body) throws Exception {
        HttpResponse<String> answer = daemon.send("POST", "/base_images", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return DaemonProcess.field(answer.body(), "id");
    }

    @Test
    void manyClientsAndSlowOnes() throws Exception {
        String body = DaemonProcess.base(DaemonProcess.TEMPLATE.formatted("é"));
        List<Socket> slow = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(64);
        try (DaemonProcess daemon = new DaemonProcess(folder, true)) {
            for (int i = 0; i < 500; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), daemon.port);
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST /imagefactory/ba".getBytes(StandardCharsets.US_ASCII));
            }
            Queue<String> ids = new ConcurrentLinkedQueue<>();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                all.add(
                        clients.submit(
                                () -> {
                                    for (int n = 0; n < 25; n++) {
                                        String id = posted(daemon, body);
                                        ids.add(id);
                                        assertThat(daemon.get("/base_images/" + id).statusCode())
                                                .isEqualTo(200);
                                    }
                                    return null;
                                }));
            }
            long threads = 0;
            for (Future<?> each : all) {
                each.get();
                threads = Math.max(threads, daemon.figure("Threads"));
            }
            assertThat(ids).hasSize(1600).doesNotHaveDuplicates();
            assertThat(threads).isLessThanOrEqualTo(160);
            assertThat(daemon.figure("VmHWM")).isLessThan(300 << 10);
            for (String id : ids) {
                assertThat(daemon.store().resolve(id + ".meta")).exists();
            }
        } finally {
            clients.shutdownNow();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void largeTemplatesHoldUpNobody() throws Exception {
        try (DaemonProcess daemon = new DaemonProcess(folder, true)) {
            String id =
                    posted(
                            daemon,
                            DaemonProcess.base(
                                    DaemonProcess.TEMPLATE.formatted("x".repeat(16 << 20))));
            awaitCompletion(daemon, id);
            assertThat(daemon.get("/base_images").body()).contains(id);
            ExecutorService clients = Executors.newFixedThreadPool(8);
            List<Future<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(clients.submit(() -> daemon.get("/base_images/" + id)));
            }
            for (Future<HttpResponse<String>> each : all) {
                assertThat(each.get().statusCode()).isEqualTo(200);
                assertThat(each.get().body().length()).isGreaterThan(16 << 20);
            }
            clients.shutdown();
            String largest = DaemonProcess.base("x".repeat((32 << 20) - 100));
            assertThat(daemon.send("POST", "/base_images", largest).statusCode()).isIn(202, 503);
            assertThat(daemon.get("/plugins").statusCode()).isEqualTo(200);
            assertThat(daemon.log()).doesNotContain("a bug", "skipping");
            assertThat(daemon.figure("VmHWM")).isLessThan(300 << 10);
        }
    }

    /** Whatever was taken is there after a loss of power, and is FAILED or COMPLETE. */
    @Test
    void nothingIsLostByAKill() throws Exception {
        String body = DaemonProcess.base(DaemonProcess.TEMPLATE.formatted("é"));
        Queue<String> taken = new ConcurrentLinkedQueue<>();
        try (DaemonProcess daemon = new DaemonProcess(folder, true)) {
            for (int round = 0; round < KILLS; round++) {
                ExecutorService clients = Executors.newFixedThreadPool(8);
                for (int i = 0; i < 8; i++) {
                    clients.execute(() -> postUntilItIsGone(daemon, body, taken));
                }
                Thread.sleep(ThreadLocalRandom.current().nextLong(50, 2000));
                daemon.kill();
                clients.shutdown();
                assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
                daemon.start();
                for (String id : taken) {
                    HttpResponse<String> image = daemon.get("/base_images/" + id);
                    assertThat(image.statusCode()).isEqualTo(200);
                    assertThat(DaemonProcess.field(image.body(), "status"))
                            .isIn("FAILED", "COMPLETE");
                }
                taken.clear();
            }
        }
    }

    private static void postUntilItIsGone(DaemonProcess daemon, String body, Queue<String> taken) {
        try {
            while (true) {
                taken.add(posted(daemon, body));
            }
        } catch (Exception e) {
            // The connection broke off: nobody was told of this one.
        }
    }
}
