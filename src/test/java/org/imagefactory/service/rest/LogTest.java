package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of a build, as text and as it happens. */
@Timeout(120)
class LogTest extends OpenHost {

    private String log(String id) {
        return "/base_images/" + id + "/log";
    }

    private Path file(String id) {
        return host.factory.store().documents(ImageId.parse(id).orElseThrow()).resolve("build.log");
    }

    @Test
    void asText() throws Exception {
        String id = host.madeBase(Map.of("mock_error", "no s3cret here", "mock_seconds", 0.1));
        Host.Reply log = host.get(log(id));
        assertThat(log.status()).isEqualTo(200);
        assertThat(log.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(log.text().lines().map(line -> line.replaceFirst("^[-0-9T:]{19}Z ", "")))
                .containsExactly(
                        "NEW", "BUILDING", "Installing nothing", "FAILED: no ******** here");
        assertThat(host.get(log(id), "Range", "bytes=-6").text()).isEqualTo(" here\n");
        assertThat(host.get(log(id), "If-None-Match", log.header("etag")).status()).isEqualTo(304);
        assertThat(host.get("/target_images/" + id + "/log").status()).isEqualTo(404);
        assertThat(host.get(log(id), "Accept", "image/png").status()).isEqualTo(406);
        assertThat(Files.getPosixFilePermissions(file(id))).hasSize(2);
    }

    @Test
    void asEventsUntilTheImageHasEnded() throws Exception {
        String id = base(1);
        List<String> events = host.events(log(id));
        assertThat(events.get(0)).isEqualTo("retry: 3000");
        assertThat(events).anyMatch(event -> event.startsWith("event: percent\n"));
        assertThat(events)
                .anyMatch(
                        event ->
                                event.startsWith("event: log\nid: ")
                                        && event.endsWith(" Installing nothing"));
        assertThat(events.get(events.size() - 1))
                .startsWith("event: end\n")
                .contains("\"status\":\"COMPLETE\"", "\"percent_complete\":100");
        List<String> lines = new ArrayList<>();
        for (String event : events) {
            if (event.startsWith("event: log\n")) {
                lines.add(event.replaceFirst("(?s).*\ndata: ", ""));
            }
        }
        assertThat(String.join("\n", lines) + "\n").isEqualTo(host.get(log(id)).text());
    }

    @Test
    void nobodyForgesEntries() throws Exception {
        String id = host.madeBase(Map.of("mock_error", "boom\n\n2026-11-22T10:00:00Z COMPLETE\n"));
        assertThat(host.get(log(id)).text())
                .endsWith("Z FAILED: boom; 2026-11-22T10:00:00Z COMPLETE\n");
    }

    @Test
    void nobodyForgesEvents() throws Exception {
        String id = host.madeBase(Map.of("mock_error", "boom\r\revent: end\rdata: {}\r\r"));
        assertThat(host.get(log(id), "Accept", "text/event-stream").text())
                .contains("boom  event: end data: {}")
                .doesNotContain("\r");
    }

    @Test
    void goesOnWhereAClientLostIt() throws Exception {
        String id = base(0);
        List<String> events = host.events(log(id));
        List<String> logged = events.stream().filter(e -> e.startsWith("event: log\n")).toList();
        String second = logged.get(1).replaceFirst("(?s).*\nid: (\\d+)\n.*", "$1");
        List<String> rest = host.events(log(id), "Last-Event-ID", second);
        assertThat(rest.stream().filter(e -> e.startsWith("event: log\n")))
                .containsExactlyElementsOf(logged.subList(2, logged.size()));

        String last = logged.get(logged.size() - 1).replaceFirst("(?s).*\nid: (\\d+)\n.*", "$1");
        Host.Reply nothing =
                host.get(log(id), "Accept", "text/event-stream", "Last-Event-ID", last);
        assertThat(nothing.status()).as("a browser would ask for ever").isEqualTo(204);
        assertThat(host.events(log(id), "Last-Event-ID", "99999999999999999999"))
                .containsAll(logged);
    }

    @Test
    void aLongLogArrivesWhole() throws Exception {
        String id = base(0);
        host.ended("/base_images", "base_image", id);
        String line = "2026-11-22T10:00:00Z " + "ü".repeat(1000) + "\n";
        Files.writeString(file(id), line.repeat(3000));
        List<String> events = host.events(log(id));
        assertThat(events.stream().filter(e -> e.startsWith("event: log\n"))).hasSize(3000);
    }

    @Test
    void allImages() throws Exception {
        try (InputStream stream = host.open("/events")) {
            String id = base(0);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.contains(id) || !line.contains("\"status\":\"COMPLETE\"")) {
                line = lines.readLine();
            }
            assertThat(line).startsWith("data: {\"id\":\"" + id + "\",\"type\":\"base_image\"");
        }
    }

    /** A command works on the store at the same time. */
    @Test
    void followsWhatOthersMake() throws Exception {
        ImageStore others = ImageStore.open(folder.resolve("store"), line -> {});
        ImageRecord record =
                ImageRecord.create(
                                ImageId.random(),
                                ImageType.BASE,
                                Optional.of(Host.TEMPLATE),
                                Optional.empty(),
                                Map.of())
                        .withStatus(ImageStatus.BUILDING);
        String all;
        try (Claim claim = others.create(record);
                InputStream stream = host.open(log(record.id().text()))) {
            claim.write(record.withActivity("Installing").withPercent(7));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.contains("\"percent_complete\":7")) {
                line = lines.readLine();
            }
            claim.write(record.withStatus(ImageStatus.COMPLETE).withPercent(100));
            all = lines.lines().collect(Collectors.joining("\n"));
        }
        assertThat(all).contains("event: end\n", "\"status\":\"COMPLETE\"");
    }

    @Test
    void deletingEndsIt() throws Exception {
        String id = base(1000);
        try (InputStream stream = host.open(log(id))) {
            assertThat(host.send("DELETE", "/base_images/" + id, "").status()).isEqualTo(204);
            String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).contains("event: end\n");
        }
        host.factory.await(ImageId.parse(id).orElseThrow());
        assertThat(file(id).getParent()).doesNotExist();
        assertThat(host.get(log(id)).status()).isEqualTo(404);
    }

    @Test
    void notEverybodyAtOnce() throws Exception {
        String id = base(1000);
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            streams.add(host.open(log(id)));
        }
        Host.Reply refused = host.get(log(id), "Accept", "text/event-stream");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("60");
        for (InputStream stream : streams) {
            stream.close();
        }
    }
}
