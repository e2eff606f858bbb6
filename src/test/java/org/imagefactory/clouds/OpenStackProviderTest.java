package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.imagefactory.clouds.openstack.OpenStackPlugin;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.Pushed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that are pushed to OpenStack, and what becomes of pushes that fail. */
@Timeout(60)
class OpenStackProviderTest {

    private static final String PROPERTIES = "openstack-properties.json";

    @TempDir Path folder;
    private final OpenStackServer server = new OpenStackServer();
    private FakePushJob job;
    private final OpenStackPlugin plugin = OpenStackServer.plugin();

    @BeforeEach
    void start() throws Exception {
        server.start();
        job = server.push(folder.resolve("body"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anImageIsUploadedAndCompared() throws Exception {
        server.answerToken();
        server.answer(
                201, "{\"id\": \"%s\", \"status\": \"queued\"}".formatted(OpenStackServer.ID));
        server.answer(200, OpenStackServer.image("queued", ""));
        server.answer(204, "");
        server.answer(
                200, OpenStackServer.image("active", OpenStackServer.sha512(new byte[100_000])));

        Pushed pushed = plugin.push(job);

        assertThat(pushed).isEqualTo(new Pushed(OpenStackServer.ID, "factory"));
        RecordedRequest signIn = server.request();
        assertThat(signIn.getTarget()).isEqualTo("/identity/v3/auth/tokens");
        assertThat(signIn.getBody().utf8())
                .contains("\"name\":\"joe\"", "\"password\":\"secret&word\"", "\"project\":{");
        RecordedRequest create = server.request();
        assertThat(create.getTarget()).isEqualTo("/v2/images");
        assertThat(create.getHeaders().get("X-Auth-Token")).isEqualTo("the-token");
        assertThat(create.getBody().utf8())
                .contains(
                        "\"name\":\"web server\"",
                        "\"disk_format\":\"raw\"",
                        "\"container_format\":\"bare\"",
                        "\"min_disk\":3",
                        "\"os_distro\":\"debian\"");
        server.request();
        RecordedRequest upload = server.request();
        assertThat(upload.getRequestLine())
                .startsWith("PUT /v2/images/" + OpenStackServer.ID + "/file ");
        assertThat(upload.getBody().size()).isEqualTo(100_000);
        assertThat(upload.getHeaders().get("Content-Length")).isEqualTo("100000");
        assertThat(job.log).isEmpty();
    }

    @Test
    void whatArrivedWrongIsRemoved() throws Exception {
        server.answerToken();
        server.answerCreated();
        server.answer(204, "");
        server.answer(200, OpenStackServer.image("active", "00"));
        server.answer(204, "");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("their digests differ");

        assertThat(server.lastLine(6)).isEqualTo("DELETE /v2/images/" + OpenStackServer.ID);
    }

    @Test
    void aServerThatDiesInTheMiddleKeepsNothing() throws Exception {
        server.answerToken();
        server.answerCreated();
        server.answer(
                new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
        server.answer(200, OpenStackServer.image("queued", ""));
        server.answer(204, "");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("is queued after the upload: the upload broke");

        assertThat(server.lastLine(6)).isEqualTo("DELETE /v2/images/" + OpenStackServer.ID);
        assertThat(job.log).isEmpty();
    }

    @Test
    void whatGlanceHasNoRoomForIsToldAndRemoved() throws Exception {
        server.answerToken();
        server.answerCreated();
        server.answer(413, "413 Request Entity Too Large\n\nThe quota for images is used up.\n\n");
        server.answer(204, "");

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessage(
                        "OpenStack does not take the content of the image: HTTP 413: The quota for"
                                + " images is used up.");
        assertThat(server.lastLine(5)).isEqualTo("DELETE /v2/images/" + OpenStackServer.ID);
    }

    @Test
    void aTokenThatEndsBeforeTheUploadIsRenewed() throws Exception {
        server.answerToken();
        server.answer(201, "{\"id\": \"%s\"}".formatted(OpenStackServer.ID));
        server.answer(401, "");
        server.answerToken();
        server.answer(200, OpenStackServer.image("queued", ""));
        server.answer(204, "");
        server.answer(
                200, OpenStackServer.image("active", OpenStackServer.sha512(new byte[100_000])));

        assertThat(plugin.push(job)).isEqualTo(new Pushed(OpenStackServer.ID, "factory"));
    }

    @Test
    void whoeverCancelsLeavesNothing() throws Exception {
        server.answerToken();
        server.answerCreated();
        server.answer(204, "");
        server.answer(204, "");
        job.interruptHalfway();

        assertThatThrownBy(() -> plugin.push(job)).isInstanceOf(Exception.class);

        Thread.interrupted();
        assertThat(server.lastLine(server.requests()))
                .isEqualTo("DELETE /v2/images/" + OpenStackServer.ID);
    }

    @Test
    void theOldImageStaysUntilTheNewOneIsThere() throws Exception {
        server.answerToken();
        server.answerCreated();
        server.answer(204, "");
        server.answer(
                200, OpenStackServer.image("active", OpenStackServer.sha512(new byte[100_000])));
        server.answer(200, "{\"name\": \"web server\", \"owner\": \"me\"}");
        server.answer(
                200,
                """
                {"images": [
                 {"id": "%s", "owner": "me", "image_factory_build": "now"},
                 {"id": "old", "owner": "me", "image_factory_build": "then"},
                 {"id": "by-hand", "owner": "me"},
                 {"id": "foreign", "owner": "you", "image_factory_build": "then"}]}
                """
                        .formatted(OpenStackServer.ID));
        server.answer(204, "");

        plugin.push(
                new FakePushJob(
                        job.targetBody(),
                        server.provider().replace("{", "{\"replace\": true, "),
                        job.credentials()));

        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            lines.add(OpenStackServer.line(server.request()));
        }
        assertThat(lines)
                .endsWith(
                        "GET /v2/images/" + OpenStackServer.ID,
                        "GET /v2/images/" + OpenStackServer.ID,
                        "GET /v2/images?limit=1000&sort=created_at:asc&name=web+server",
                        "DELETE /v2/images/old");
        assertThat(server.requests()).isEqualTo(8);
    }

    @Test
    void propertiesAreKeptBesideTheImageAndPushed() throws Exception {
        FakeTargetJob made = new FakeTargetJob(folder.resolve("made"), "openstack-kvm");
        Files.write(made.body(), new byte[1 << 20]);
        plugin.createTargetImage(made.with("openstack_properties", "{\"hw_disk_bus\": \"scsi\"}"));

        assertThat(Json.object(Files.readString(made.documents().resolve(PROPERTIES))))
                .containsEntry("hw_disk_bus", "scsi")
                .containsEntry("hw_vif_model", "virtio")
                .containsEntry("os_type", "linux")
                .doesNotContainKey("hw_firmware_type");

        Path kept = folder.resolve(".documents").resolve(job.targetImageId());
        Files.createDirectories(kept);
        Files.copy(made.documents().resolve(PROPERTIES), kept.resolve(PROPERTIES));
        server.answerToken();
        server.answerCreated();
        server.answer(204, "");
        server.answer(
                200, OpenStackServer.image("active", OpenStackServer.sha512(new byte[100_000])));
        plugin.push(job.with("openstack_properties", Map.of("hw_vif_model", "e1000")));

        server.request();
        assertThat(server.request().getBody().utf8())
                .contains("\"hw_disk_bus\":\"scsi\"", "\"hw_vif_model\":\"e1000\"");
        assertThatThrownBy(() -> plugin.createTargetImage(made.with("openstack_properties", "x")))
                .hasMessageContaining("openstack_properties is no object");
    }

    @Test
    void glanceSaysWhyItRefuses() throws Exception {
        server.answerToken();
        server.answer(403, "403 Forbidden\n\nYou are not authorized to do this.\n\n");

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessage(
                        "OpenStack does not take the image: HTTP 403: You are not authorized to do"
                                + " this.");
    }
}
