package org.imagefactory.clouds.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.imagefactory.clouds.http.Web;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from the service, and who signs in for it. */
@Timeout(60)
class GlanceTest {

    private static final String CONTENT = "the content of an image";

    @TempDir Path folder;
    private MockWebServer server;
    private Web web;
    private OpenStackSession session;

    @BeforeEach
    void start() throws Exception {
        server = new MockWebServer();
        server.start();
        web = new Web();
        token("one");
        session = OpenStackSession.open(web, OpenStackCredentials.of("", variables()));
    }

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    @Test
    void aDownloadIsCompared() throws Exception {
        image(CONTENT.length(), sha512(CONTENT));
        answer(200, CONTENT);

        glance().download("i-1", folder.resolve("image"), position -> {});

        assertThat(folder.resolve("image")).hasContent(CONTENT);
    }

    @Test
    void whatIsCutShortIsNoImage() throws Exception {
        image(CONTENT.length(), sha512(CONTENT));
        answer(200, CONTENT.substring(3));

        assertThatThrownBy(() -> glance().download("i-1", folder.resolve("image"), position -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("other bytes came than OpenStack has: 20 of 23");
    }

    /** Some proxies do not hand the marker on. */
    @Test
    void aListThatBeginsAnewIsWhole() throws Exception {
        for (int i = 0; i < 2; i++) {
            answer(200, "{\"images\": [{\"id\": \"a\"}, {\"id\": \"b\"}]}");
        }
        answer(200, "{\"images\": []}");

        assertThat(glance().ownImages()).extracting(image -> image.get("id")).hasToString("[a, b]");
    }

    @Test
    void aTokenThatHasComeToItsEndIsRenewed() throws Exception {
        answer(401, "");
        token("two");
        answer(404, "404 Not Found\n\nNo image found\n");

        assertThat(glance().image("i-1")).isEmpty();

        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("X-Auth-Token")).isEqualTo("one");
        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("X-Auth-Token")).isEqualTo("two");
    }

    @Test
    void servicesAreFoundByTheirType() throws Exception {
        assertThat(session.service("compute")).endsWith("/compute/v2.1");
        assertThatThrownBy(() -> session.service("network"))
                .hasMessageContaining("no public service of the type 'network'");
    }

    private Glance glance() {
        return new Glance(session, server.url("/image").toString());
    }

    private Map<String, String> variables() {
        return Map.of(
                "OS_AUTH_URL", server.url("/identity").toString(),
                "OS_USERNAME", "joe",
                "OS_PASSWORD", "secret",
                "OS_PROJECT_NAME", "factory");
    }

    private void image(long size, String digest) {
        answer(
                200,
                "{\"size\": %d, \"os_hash_algo\": \"sha512\", \"os_hash_value\": \"%s\"}"
                        .formatted(size, digest));
    }

    private static String sha512(String text) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-512")
                                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void token(String token) {
        server.enqueue(
                new MockResponse.Builder()
                        .code(201)
                        .addHeader("X-Subject-Token", token)
                        .body(
                                """
                                {"token": {"project": {"name": "factory"}, "catalog": [
                                 {"type": "compute", "endpoints": [
                                  {"interface": "public", "url": "%s"}]}]}}
                                """
                                        .formatted(server.url("/compute/v2.1/")))
                        .build());
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }
}
