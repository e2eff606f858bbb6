package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.clouds.openstack.OpenStackPlugin;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.json.Json;
import org.imagefactory.plugin.Pushed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What OpenStack is asked for; the answers have the form of Keystone's and Glance's. */
@Timeout(60)
class OpenStackProviderTest {

    private static final String ID = "0b1c2d3e-0000-4000-8000-000000000001";

    private static final String PROPERTIES = "openstack-properties.json";

    @TempDir Path folder;
    private MockWebServer server;
    private FakePushJob job;
    private final OpenStackPlugin plugin =
            new OpenStackPlugin(
                    new CommonsExecRunner(System.getenv()), parameters -> DiskForm.QCOW2, Map.of());

    @BeforeEach
    void start() throws Exception {
        server = new MockWebServer();
        server.start();
        Path body = Files.write(folder.resolve("body"), new byte[100_000]);
        job = new FakePushJob(body, provider(), credentials("secret&amp;word"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anImageIsUploadedAndCompared() throws Exception {
        answerToken();
        answer(201, "{\"id\": \"%s\", \"status\": \"queued\"}".formatted(ID));
        answer(200, image("queued", ""));
        answer(204, "");
        answer(200, image("active", sha512(new byte[100_000])));

        Pushed pushed = plugin.push(job);

        assertThat(pushed).isEqualTo(new Pushed(ID, "factory"));
        RecordedRequest signIn = server.takeRequest();
        assertThat(signIn.getTarget()).isEqualTo("/identity/v3/auth/tokens");
        assertThat(signIn.getBody().utf8())
                .contains("\"name\":\"joe\"", "\"password\":\"secret&word\"", "\"project\":{");
        RecordedRequest create = server.takeRequest();
        assertThat(create.getTarget()).isEqualTo("/v2/images");
        assertThat(create.getHeaders().get("X-Auth-Token")).isEqualTo("the-token");
        assertThat(create.getBody().utf8())
                .contains(
                        "\"name\":\"web server\"",
                        "\"disk_format\":\"raw\"",
                        "\"container_format\":\"bare\"",
                        "\"min_disk\":3",
                        "\"os_distro\":\"debian\"");
        server.takeRequest();
        RecordedRequest upload = server.takeRequest();
        assertThat(upload.getRequestLine()).startsWith("PUT /v2/images/" + ID + "/file ");
        assertThat(upload.getBody().size()).isEqualTo(100_000);
        assertThat(upload.getHeaders().get("Content-Length")).isEqualTo("100000");
        assertThat(job.log).isEmpty();
    }

    @Test
    void whatArrivedWrongIsRemoved() throws Exception {
        answerToken();
        created();
        answer(204, "");
        answer(200, image("active", "00"));
        answer(204, "");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("their digests differ");

        assertThat(lastLine(6)).isEqualTo("DELETE /v2/images/" + ID);
    }

    @Test
    void aServerThatDiesInTheMiddleKeepsNothing() throws Exception {
        answerToken();
        created();
        server.enqueue(
                new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
        answer(200, image("queued", ""));
        answer(204, "");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("is queued after the upload: the upload broke");

        assertThat(lastLine(6)).isEqualTo("DELETE /v2/images/" + ID);
        assertThat(job.log).isEmpty();
    }

    @Test
    void whatGlanceHasNoRoomForIsToldAndRemoved() throws Exception {
        answerToken();
        created();
        answer(413, "413 Request Entity Too Large\n\nThe quota for images is used up.\n\n");
        answer(204, "");

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessage(
                        "OpenStack does not take the content of the image: HTTP 413: The quota for"
                                + " images is used up.");
        assertThat(lastLine(5)).isEqualTo("DELETE /v2/images/" + ID);
    }

    @Test
    void aTokenThatEndsBeforeTheUploadIsRenewed() throws Exception {
        answerToken();
        answer(201, "{\"id\": \"%s\"}".formatted(ID));
        answer(401, "");
        answerToken();
        answer(200, image("queued", ""));
        answer(204, "");
        answer(200, image("active", sha512(new byte[100_000])));

        assertThat(plugin.push(job)).isEqualTo(new Pushed(ID, "factory"));
    }

    @Test
    void whoeverCancelsLeavesNothing() throws Exception {
        answerToken();
        created();
        answer(204, "");
        answer(204, "");
        job.onProgress =
                () -> {
                    if (job.fraction() > 0.5) {
                        Thread.currentThread().interrupt();
                    }
                };

        assertThatThrownBy(() -> plugin.push(job)).isInstanceOf(Exception.class);

        Thread.interrupted();
        assertThat(lastLine(server.getRequestCount())).isEqualTo("DELETE /v2/images/" + ID);
    }

    @Test
    void theOldImageStaysUntilTheNewOneIsThere() throws Exception {
        answerToken();
        created();
        answer(204, "");
        answer(200, image("active", sha512(new byte[100_000])));
        answer(200, "{\"name\": \"web server\", \"owner\": \"me\"}");
        answer(
                200,
                """
                {"images": [
                 {"id": "%s", "owner": "me", "image_factory_build": "now"},
                 {"id": "old", "owner": "me", "image_factory_build": "then"},
                 {"id": "by-hand", "owner": "me"},
                 {"id": "foreign", "owner": "you", "image_factory_build": "then"}]}
                """
                        .formatted(ID));
        answer(204, "");

        plugin.push(
                new FakePushJob(
                        job.targetBody(),
                        provider().replace("{", "{\"replace\": true, "),
                        job.credentials()));

        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RecordedRequest request = server.takeRequest();
            lines.add(request.getMethod() + " " + request.getTarget());
        }
        assertThat(lines)
                .endsWith(
                        "GET /v2/images/" + ID,
                        "GET /v2/images/" + ID,
                        "GET /v2/images?limit=1000&sort=created_at:asc&name=web+server",
                        "DELETE /v2/images/old");
        assertThat(server.getRequestCount()).isEqualTo(8);
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
        answerToken();
        created();
        answer(204, "");
        answer(200, image("active", sha512(new byte[100_000])));
        plugin.push(job.with("openstack_properties", Map.of("hw_vif_model", "e1000")));

        server.takeRequest();
        assertThat(server.takeRequest().getBody().utf8())
                .contains("\"hw_disk_bus\":\"scsi\"", "\"hw_vif_model\":\"e1000\"");
        assertThatThrownBy(() -> plugin.createTargetImage(made.with("openstack_properties", "x")))
                .hasMessageContaining("openstack_properties is no object");
    }

    private void created() {
        answer(201, "{\"id\": \"%s\"}".formatted(ID));
        answer(200, image("queued", ""));
    }

    @Test
    void wrongCredentialsAreSaidWithoutThem() throws Exception {
        answer(401, "{\"error\":{\"code\":401,\"message\":\"The request you have made\"}}");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("refuses the credentials")
                .hasMessageNotContaining("secret");

        job = new FakePushJob(job.targetBody(), provider(), "<a>secret");
        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("<openstack_credentials>")
                .hasMessageNotContaining("secret");
    }

    @Test
    void glanceSaysWhyItRefuses() throws Exception {
        answerToken();
        answer(403, "403 Forbidden\n\nYou are not authorized to do this.\n\n");

        assertThatThrownBy(() -> plugin.push(job))
                .hasMessage(
                        "OpenStack does not take the image: HTTP 403: You are not authorized to do"
                                + " this.");
    }

    @Test
    void whatIsDeletedAlreadyIsDeleted() throws Exception {
        answerToken();
        answer(404, "404 Not Found\n\nNo image found\n");

        plugin.delete(job.deletion(ID));

        assertThat(lastLine(2)).isEqualTo("DELETE /v2/images/" + ID);
        assertThat(plugin.deletingNeedsCredentials()).isTrue();
    }

    @Test
    void whatAKilledPushLeftIsRemovedByTheUsualCredentials() throws Exception {
        FakePushJob killed = new FakePushJob(job.targetBody(), provider(), "");
        plugin.removeLeftovers(killed.deletion("")); // nobody knows the credentials any more
        assertThat(killed.log)
                .containsExactly(
                        "what an interrupted push left in OpenStack stays until the image is"
                                + " deleted");
        answerToken();
        answer(200, "{\"images\": [{\"id\": \"%s\"}]}".formatted(ID));
        answer(204, "");
        OpenStackPlugin next =
                new OpenStackPlugin(
                        new CommonsExecRunner(System.getenv()),
                        parameters -> DiskForm.QCOW2,
                        Map.of(
                                "OS_AUTH_URL", server.url("/identity").toString(),
                                "OS_USERNAME", "joe",
                                "OS_PASSWORD", "secret"));

        next.removeLeftovers(killed.deletion(""));

        assertThat(next.deletingNeedsCredentials()).isFalse();
        server.takeRequest();
        assertThat(server.takeRequest().getTarget())
                .endsWith("&image_factory_build=" + job.imageId());
        assertThat(lastLine(1)).isEqualTo("DELETE /v2/images/" + ID);
    }

    @Test
    void aCloudOfCloudsYamlSignsIn() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("clouds.yaml"),
                        """
                        clouds:
                          first: {auth: {auth_url: "http://first"}}
                          prod:
                            auth: {auth_url: "%s", username: joe, password: "the secret",
                              project_name: factory}
                        """
                                .formatted(server.url("/identity")));
        OpenStackPlugin usual =
                new OpenStackPlugin(
                        new CommonsExecRunner(System.getenv()),
                        parameters -> DiskForm.QCOW2,
                        Map.of("OS_CLIENT_CONFIG_FILE", file.toString()));
        answerToken();
        answer(200, "{\"images\": []}");
        answer(404, "");
        FakeCheckJob check =
                new FakeCheckJob(provider().replace("{", "{\"cloud\": \"prod\", "), "");

        usual.check(check);

        assertThat(check.told()).contains("OK login: signed in to the project factory");
        assertThat(server.takeRequest().getBody().utf8()).contains("\"password\":\"the secret\"");
        assertThat(usual.deletingNeedsCredentials()).as("which cloud is open").isTrue();
        assertThatThrownBy(() -> usual.check(new FakeCheckJob(provider(), "")))
                .hasMessageContaining("there are: first, prod");
    }

    @Test
    void aCheckMakesNothing() throws Exception {
        answerToken();
        answer(200, "{\"images\": []}");
        answer(
                200,
                "{\"usage\": {\"image_count_total\": {\"limit\": 3, \"usage\": 3},"
                        + " \"image_size_total\": {\"limit\": -1, \"usage\": 7}}}");
        FakeCheckJob check = new FakeCheckJob(provider(), credentials("secret"));

        plugin.check(check);

        assertThat(plugin.knowsCredentials(check.credentials())).isTrue();
        assertThat(check.told())
                .contains(
                        "OK login: signed in to the project factory",
                        "FAILED quota: image_count_total: 3 of 3 are used",
                        "OK quota: image_size_total: 7 of any are used");
        server.takeRequest();
        assertThat(server.takeRequest().getMethod()).isEqualTo("GET");
        assertThat(server.takeRequest().getMethod()).isEqualTo("GET");
    }

    private String lastLine(int requests) throws Exception {
        RecordedRequest last = server.takeRequest();
        for (int i = 1; i < requests; i++) {
            last = server.takeRequest();
        }
        return last.getMethod() + " " + last.getTarget();
    }

    private void answerToken() {
        server.enqueue(
                new MockResponse.Builder()
                        .code(201)
                        .addHeader("X-Subject-Token", "the-token")
                        .body(
                                """
                                {"token": {"project": {"id": "42", "name": "factory"},
                                "catalog": [{"type": "image", "endpoints": [
                                {"interface": "public", "region": "One", "url": "%s"}]}]}}
                                """
                                        .formatted(server.url("/")))
                        .build());
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private static String image(String status, String hash) {
        return """
                {"status": "%s", "os_hash_algo": "sha512", "os_hash_value": "%s"}
                """
                .formatted(status, hash);
    }

    private static String sha512(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }

    private String provider() {
        return "{\"glance-host\": \"%s\", \"glance-port\": \"%d\", \"min_disk\": \"3\"}"
                .formatted(server.getHostName(), server.getPort());
    }

    private String credentials(String password) {
        return String.join(
                "\n",
                List.of(
                        "<provider_credentials><openstack_credentials>",
                        "<auth_url>" + server.url("/identity/v2.0") + "</auth_url>",
                        "<username>joe</username>",
                        "<password>" + password + "</password>",
                        "<tenant>factory</tenant>",
                        "</openstack_credentials></provider_credentials>"));
    }
}
