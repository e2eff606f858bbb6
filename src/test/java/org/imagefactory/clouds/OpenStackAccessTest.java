package org.imagefactory.clouds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.clouds.openstack.OpenStackPlugin;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who signs in to OpenStack, and what needs nothing but that. */
@Timeout(60)
class OpenStackAccessTest {

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
    void wrongCredentialsAreSaidWithoutThem() throws Exception {
        server.answer(401, "{\"error\":{\"code\":401,\"message\":\"The request you have made\"}}");

        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("refuses the credentials")
                .hasMessageNotContaining("secret");

        job = new FakePushJob(job.targetBody(), server.provider(), "<a>secret");
        assertThatThrownBy(() -> plugin.push(job))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("<openstack_credentials>")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsDeletedAlreadyIsDeleted() throws Exception {
        server.answerToken();
        server.answer(404, "404 Not Found\n\nNo image found\n");

        plugin.delete(job.deletion(OpenStackServer.ID));

        assertThat(server.lastLine(2)).isEqualTo("DELETE /v2/images/" + OpenStackServer.ID);
        assertThat(plugin.deletingNeedsCredentials()).isTrue();
    }

    @Test
    void whatAKilledPushLeftIsRemovedByTheUsualCredentials() throws Exception {
        FakePushJob killed = new FakePushJob(job.targetBody(), server.provider(), "");
        plugin.removeLeftovers(killed.deletion("")); // nobody knows the credentials any more
        assertThat(killed.log)
                .containsExactly(
                        "what an interrupted push left in OpenStack stays until the image is"
                                + " deleted");
        server.answerToken();
        server.answer(200, "{\"images\": [{\"id\": \"%s\"}]}".formatted(OpenStackServer.ID));
        server.answer(204, "");
        OpenStackPlugin next =
                OpenStackServer.plugin(
                        Map.of(
                                "OS_AUTH_URL", server.identity(),
                                "OS_USERNAME", "joe",
                                "OS_PASSWORD", "secret"));

        next.removeLeftovers(killed.deletion(""));

        assertThat(next.deletingNeedsCredentials()).isFalse();
        server.request();
        assertThat(server.request().getTarget()).endsWith("&image_factory_build=" + job.imageId());
        assertThat(server.lastLine(1)).isEqualTo("DELETE /v2/images/" + OpenStackServer.ID);
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
                                .formatted(server.identity()));
        OpenStackPlugin usual =
                OpenStackServer.plugin(Map.of("OS_CLIENT_CONFIG_FILE", file.toString()));
        server.answerToken();
        server.answer(200, "{\"images\": []}");
        server.answer(404, "");
        FakeCheckJob check =
                new FakeCheckJob(server.provider().replace("{", "{\"cloud\": \"prod\", "), "");

        usual.check(check);

        assertThat(check.told()).contains("OK login: signed in to the project factory");
        assertThat(server.request().getBody().utf8()).contains("\"password\":\"the secret\"");
        assertThat(usual.deletingNeedsCredentials()).as("which cloud is open").isTrue();
        assertThatThrownBy(() -> usual.check(new FakeCheckJob(server.provider(), "")))
                .hasMessageContaining("there are: first, prod");
    }

    @Test
    void aCheckMakesNothing() throws Exception {
        server.answerToken();
        server.answer(200, "{\"images\": []}");
        server.answer(
                200,
                "{\"usage\": {\"image_count_total\": {\"limit\": 3, \"usage\": 3},"
                        + " \"image_size_total\": {\"limit\": -1, \"usage\": 7}}}");
        FakeCheckJob check = new FakeCheckJob(server.provider(), server.credentials("secret"));

        plugin.check(check);

        assertThat(plugin.knowsCredentials(check.credentials())).isTrue();
        assertThat(check.told())
                .contains(
                        "OK login: signed in to the project factory",
                        "FAILED quota: image_count_total: 3 of 3 are used",
                        "OK quota: image_size_total: 7 of any are used");
        server.request();
        assertThat(server.request().getMethod()).isEqualTo("GET");
        assertThat(server.request().getMethod()).isEqualTo("GET");
    }
}
