package org.imagefactory.clouds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.imagefactory.clouds.oci.DockerPlugin;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommonsExecRunner;
import org.imagefactory.spec.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What registries are asked for, where a real one does not do it. */
@Timeout(60)
class RegistryProviderTest {

    private static final String LAYER = "a layer of some bytes";

    @TempDir Path folder;
    private MockWebServer server;
    private Path image;
    private final DockerPlugin plugin =
            new DockerPlugin(new CommonsExecRunner(System.getenv()), Map.of());

    @BeforeEach
    void start() throws Exception {
        server = new MockWebServer();
        server.start();
        image = archive();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsNoRegistryIsNotTakenForOne() throws Exception {
        answer(200, "{\"tags\": []}");
        answer(200, "{}");
        FakeCheckJob check = new FakeCheckJob(server.url("/web").toString(), job().credentials());

        assertThatThrownBy(() -> plugin.check(check))
                .hasMessageContaining(
                        "what answers is no registry: it begins an upload by HTTP 200");
    }

    @Test
    void aTokenIsFetchedFromWhereTheRegistrySays() throws Exception {
        String challenge =
                "Bearer realm=\"%s\",service=\"the registry\""
                        .formatted(server.url("/token?for=all"));
        server.enqueue(
                new MockResponse.Builder()
                        .code(401)
                        .addHeader("WWW-Authenticate", challenge)
                        .build());
        answer(200, "{\"token\": \"abc\"}");
        answer(200, "");
        answer(200, "");
        answer(201, "");

        plugin.push(job());

        assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
        RecordedRequest token = server.takeRequest();
        assertThat(token.getTarget())
                .isEqualTo(
                        "/token?for=all&service=the+registry"
                                + "&scope=repository%3Aweb%3Apull%2Cpush");
        assertThat(token.getHeaders().get("Authorization")).isEqualTo("Basic am9lOnNlY3JldCB3b3Jk");
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer abc");
    }

    @Test
    void aPasswordIsNotSentWhereAnybodyCouldReadIt() throws Exception {
        server.enqueue(
                new MockResponse.Builder()
                        .code(401)
                        .addHeader("WWW-Authenticate", "Bearer realm=\"ftp://example.org/\"")
                        .build());

        assertThatThrownBy(() -> plugin.push(job())).hasMessageContaining("not a safe one");
    }

    @Test
    void anUploadGoesOnFromWhereTheRegistryIs() throws Exception {
        answer(404, "");
        upload(202, "/upload/1?state=a", "");
        upload(500, "/upload/1?state=a", "");
        upload(204, "/upload/1?state=b", "0-4");
        upload(202, "/upload/1?state=c", "0-" + (LAYER.length() - 1));
        answer(201, "");
        answer(200, "");
        answer(201, "");

        plugin.push(job());

        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RecordedRequest request = server.takeRequest();
            lines.add(
                    "%s %s %s"
                            .formatted(
                                    request.getMethod(),
                                    request.getTarget().replaceAll("[0-9a-f]{64}", "DIGEST"),
                                    request.getBody() == null ? "" : request.getBody().utf8()));
        }
        assertThat(lines.subList(0, 6))
                .containsExactly(
                        "HEAD /v2/web/blobs/sha256:DIGEST ",
                        "POST /v2/web/blobs/uploads/ ",
                        "PATCH /upload/1?state=a " + LAYER,
                        "GET /upload/1?state=a ",
                        "PATCH /upload/1?state=b " + LAYER.substring(5),
                        "PUT /upload/1?state=c&digest=sha256%3ADIGEST ");
    }

    @Test
    void anUploadThatIsRefusedIsGivenUp() throws Exception {
        answer(404, "");
        upload(202, "/upload/1", "");
        answer(400, "{\"errors\": [{\"code\": \"SIZE_INVALID\", \"message\": \"too much\"}]}");
        answer(204, "");

        assertThatThrownBy(() -> plugin.push(job()))
                .hasMessage(
                        "the registry does not take a part of the image: HTTP 400: SIZE_INVALID,"
                                + " too much");

        server.takeRequest();
        server.takeRequest();
        server.takeRequest();
        assertThat(server.takeRequest().getRequestLine()).startsWith("DELETE /upload/1 ");
    }

    @Test
    void aRegistryThatDeletesNothingSaysSo() throws Exception {
        answer(405, "{\"errors\": [{\"code\": \"UNSUPPORTED\", \"message\": \"no\"}]}");

        assertThatThrownBy(() -> plugin.delete(job().deletion("h/web@sha256:" + "a".repeat(64))))
                .hasMessageContaining("deletes no images: HTTP 405: UNSUPPORTED");
        plugin.delete(job().deletion("")); // was never there
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://example.org",
                "example.org/Large",
                "example.org/a b",
                "user:password@example.org",
                "{\"registry\": \"example.org\", \"tags\": [\"a b\"]}",
                "{\"registry\": \"example.org\", \"ca_file\": \"/dev/zero\"}",
                "{\"registry\": ",
            })
    void aDefinitionThatIsNoneIsRefused(String provider) {
        assertThatThrownBy(() -> plugin.push(new FakePushJob(image, provider, "")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<registry_credentials><username>joe</username>",
                "<registry_credentials><password>secret</password></registry_credentials>",
                "secret",
                "{\"auths\": {\"other\": {\"auth\": \"c2VjcmV0\"}}}",
                "{\"credsStore\": \"secret\"}"
            })
    void credentialsThatAreNoneAreRefusedWithoutQuotingThem(String credentials) {
        assertThatThrownBy(() -> plugin.push(new FakePushJob(image, "example.org", credentials)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsNoImageIsNotPushed() throws Exception {
        for (byte[] bytes : new byte[][] {{}, new byte[10_240], "text".getBytes(UTF_8)}) {
            Path body = Files.write(folder.resolve("other"), bytes);
            assertThatThrownBy(() -> plugin.push(new FakePushJob(body, "example.org", "")))
                    .isInstanceOfAny(ImageCheckException.class, BuildException.class);
        }
    }

    private FakePushJob job() {
        return new FakePushJob(
                image,
                server.url("/web").toString(),
                "<registry_credentials><username>joe</username><password>secret word</password>"
                        + "</registry_credentials>");
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private void upload(int status, String location, String range) {
        server.enqueue(
                new MockResponse.Builder()
                        .code(status)
                        .addHeader("Location", location)
                        .addHeader("Range", range)
                        .build());
    }

    private Path archive() throws IOException {
        Path file = folder.resolve("image.tar");
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
            String config = add(tar, "", "{}");
            String layer = add(tar, "", LAYER);
            String manifest =
                    add(tar, "", "{\"config\": %s, \"layers\": [%s]}".formatted(config, layer));
            add(tar, "index.json", "{\"manifests\": [%s]}".formatted(manifest));
            add(tar, "manifest.json", "[{\"RepoTags\": [\"web:1\"]}]");
        }
        return file;
    }

    private static String add(TarArchiveOutputStream tar, String name, String content)
            throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        String hex = Sha256.ofBytes(Sha256.newDigest().digest(bytes)).hex();
        TarArchiveEntry entry = new TarArchiveEntry(name.isEmpty() ? "blobs/sha256/" + hex : name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
        return "{\"mediaType\": \"a/b\", \"digest\": \"sha256:%s\", \"size\": %d}"
                .formatted(hex, bytes.length);
    }
}
