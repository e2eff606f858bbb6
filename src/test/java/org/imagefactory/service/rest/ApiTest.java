package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and answers of the published interface, with the mock plugins. */
@Timeout(120)
class ApiTest extends OpenHost {

    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    private Map<String, Object> template() {
        return Map.of("template", Host.TEMPLATE);
    }

    @Test
    void whatItIs() throws Exception {
        Host.Reply about = host.get("/");
        assertThat(about.json())
                .isEqualTo(
                        Map.of("name", "imagefactory", "version", "2.0.0", "api_version", "2.0"));
        assertThat(about.header("content-type")).isEqualTo("application/json");
        assertThat(about.header("content-length")).isEqualTo("" + about.text().length());
    }

    @Test
    void aBaseImageFromPostToComplete() throws Exception {
        Host.Reply reply =
                host.post(
                        "/base_images/",
                        Map.of(
                                "base_image",
                                Map.of(
                                        "template",
                                        Host.TEMPLATE,
                                        "parameters",
                                        Map.of("x", List.of(1, "y")))));

        assertThat(reply.status()).isEqualTo(202);
        Map<String, Object> image = reply.inner("base_image");
        String id = (String) image.get("id");
        assertThat(image.keySet())
                .containsExactlyInAnyOrder(
                        "_type",
                        "id",
                        "href",
                        "template",
                        "icicle",
                        "status",
                        "status_detail",
                        "percent_complete",
                        "parameters",
                        "properties");
        assertThat(image)
                .containsEntry("_type", "BaseImage")
                .containsEntry("href", host.base() + "/base_images/" + id)
                .containsEntry("template", Host.TEMPLATE)
                .containsEntry("status", "NEW")
                .containsEntry("percent_complete", 0)
                .containsEntry("icicle", null)
                .containsEntry("parameters", Map.of("x", List.of(1, "y")));
        Map<String, Object> done = host.ended("/base_images", "base_image", id);
        assertThat(done)
                .containsEntry("status", "COMPLETE")
                .containsEntry("percent_complete", 100)
                .containsEntry("href", host.base() + "/base_images/" + id)
                .containsEntry("target_images", Map.of("target_images", List.of()));
        assertThat(done.get("status_detail"))
                .asString()
                .contains("Base Image build complete")
                .contains("error=null");
        assertThat(done.get("icicle")).asString().startsWith("<icicle>").contains("é");
    }

    @Test
    void childrenAreListedTwiceNested() throws Exception {
        String base = host.made("/base_images", "base_image", template());
        String below = "/base_images/" + base + "/target_images";
        Host.Reply created = host.post(below, Map.of("target_image", Map.of("target", "mock")));
        String target = (String) created.inner("target_image").get("id");
        assertThat(created.inner("target_image"))
                .containsEntry("base_image_id", base)
                .containsEntry("target", "mock")
                .containsEntry("href", host.base() + below + "/" + target)
                .containsEntry("template", Host.TEMPLATE)
                .doesNotContainKeys("base_image", "provider_images");
        Map<String, Object> detail = host.ended(below, "target_image", target);
        assertThat(detail)
                .containsEntry("status", "COMPLETE")
                .containsEntry("href", host.base() + below + "/" + target)
                .containsEntry(
                        "base_image",
                        Map.of(
                                "_type",
                                "BaseImage",
                                "id",
                                base,
                                "href",
                                host.base() + "/base_images/" + base))
                .doesNotContainKey("base_image_id");
        Map<String, Object> item =
                Map.of(
                        "target_image",
                        Map.of(
                                "_type",
                                "TargetImage",
                                "id",
                                target,
                                "href",
                                host.base() + "/target_images/" + target));
        assertThat(host.get("/base_images/" + base).inner("base_image"))
                .containsEntry("target_images", Map.of("target_images", List.of(item)));
        assertThat(host.get("/target_images").json())
                .isEqualTo(Map.of("target_images", List.of(item)));
        assertThat(Json.line(host.get(below).json())).contains(host.base() + below + "/" + target);
    }

    /** An archive (OVA) is made of one. */
    @Test
    void aTargetImageMayBeMadeOfAnother() throws Exception {
        String base = host.made("/base_images", "base_image", template());
        String first = targetOf(base);
        String second = targetOf(base);
        Path record = folder.resolve("store").resolve(second + ".meta");
        host.ended("/target_images", "target_image", second);
        Files.writeString(record, Files.readString(record).replace(base, first));

        assertThat(host.get("/target_images/" + second).inner("target_image"))
                .containsEntry(
                        "base_image",
                        Map.of(
                                "_type",
                                "TargetImage",
                                "id",
                                first,
                                "href",
                                host.base() + "/target_images/" + first));
    }

    private String targetOf(String base) throws Exception {
        return host.made(
                "/base_images/" + base + "/target_images",
                "target_image",
                Map.of("target", "mock"));
    }

    @Test
    void aProviderImageShowsNeitherParametersNorCredentials() throws Exception {
        Host.Reply created =
                host.post(
                        "/provider_images",
                        Map.of(
                                "provider_image",
                                Map.of(
                                        "template",
                                        Host.TEMPLATE,
                                        "target",
                                        "mock",
                                        "provider",
                                        "somewhere",
                                        "credentials",
                                        "tOpS3cret",
                                        "parameters",
                                        Map.of("snapshot", false))));
        assertThat(created.text()).doesNotContain("tOpS3cret");
        Map<String, Object> image = created.inner("provider_image");
        String id = (String) image.get("id");
        assertThat(image)
                .containsEntry("parameters", null)
                .containsEntry("provider", "somewhere")
                .containsEntry("identifier_on_provider", null)
                .containsEntry("provider_account_identifier", null)
                .containsKey("target_image_id");
        Map<String, Object> done = host.ended("/provider_images", "provider_image", id);
        assertThat(done)
                .containsEntry("status", "COMPLETE")
                .containsEntry("provider_account_identifier", "mock_user")
                .doesNotContainKeys("target_image_id", "provider_images", "target");
        assertThat((Map<?, ?>) done.get("target_image")).hasSize(3);
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("tOpS3cret");
            }
        }
    }

    @Test
    void deletedIsGoneAndChildrenStay() throws Exception {
        String base = host.made("/base_images", "base_image", template());
        String target =
                host.made(
                        "/base_images/" + base + "/target_images",
                        "target_image",
                        Map.of("target", "mock"));
        Host.Reply deleted = host.send("DELETE", "/base_images/" + base, "");
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        while (host.get("/base_images/" + base).status() != 404) {
            Thread.sleep(20);
        }
        assertThat(host.get("/target_images/" + target).inner("target_image"))
                .containsEntry("status", "COMPLETE");
        assertThat(host.send("DELETE", "/base_images/" + base, "").status()).isEqualTo(404);
        assertThat(host.send("DELETE", "/provider_images/" + target, "").status()).isEqualTo(404);
    }

    @Test
    void deletingWithABrokenBodyDeletesNothing() throws Exception {
        String id = base(1000);
        for (String body : List.of("{\"base_image\":3}", "{\"base_image\":[]}", "[]", "{")) {
            assertThat(
                            host.send(
                                            "DELETE",
                                            "/base_images/" + id,
                                            body,
                                            "Content-Type",
                                            "application/json")
                                    .status())
                    .isEqualTo(400);
        }
        assertThat(host.get("/base_images/" + id).status()).isEqualTo(200);
    }

    @Test
    void deletingCancelsWhatRuns() throws Exception {
        String id = base(1000);
        assertThat(host.get("/base_images/" + id + "/raw_image").status()).isEqualTo(409);
        assertThat(
                        host.send(
                                        "DELETE",
                                        "/base_images/" + id,
                                        "{\"base_image\": {\"target\": null}}",
                                        "Content-Type",
                                        "application/json")
                                .status())
                .isEqualTo(204);
        while (host.get("/base_images/" + id).status() != 404) {
            Thread.sleep(20);
        }
    }

    @Test
    void theDataWholeAndInParts() throws Exception {
        String id = host.madeBase(Map.of("mock_size", 100_000));
        String path = "/base_images/" + id + "/raw_image";
        Host.Reply whole = host.get(path, "Accept", "application/octet-stream");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.text()).hasSize(100_000);
        assertThat(whole.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(whole.header("content-disposition"))
                .isEqualTo("attachment; filename=\"" + id + ".body\"");
        assertThat(whole.header("accept-ranges")).isEqualTo("bytes");
        assertThat(whole.header("x-checksum-sha256")).hasSize(64);
        Host.Reply part = host.get(path, "Range", "bytes=5-9");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo(whole.text().substring(5, 10));
        assertThat(part.header("content-range")).isEqualTo("bytes 5-9/100000");
        assertThat(part.header("repr-digest")).isEqualTo(whole.header("repr-digest"));
        assertThat(host.get(path, "Range", "bytes=100000-").status()).isEqualTo(416);
        String tag = whole.header("etag");
        assertThat(host.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(host.get(path, "Range", "bytes=0-0", "If-Range", "\"x\"").status())
                .isEqualTo(200);
        assertThat(host.get(path, "Range", "bytes=0-0", "If-Range", tag).status()).isEqualTo(206);
        Host.Reply head = host.send("HEAD", path, "");
        assertThat(head.header("content-length")).isEqualTo("100000");
    }

    @Test
    void contentThatIsWrongFailsLater() throws Exception {
        for (String template :
                List.of("<template/>", "/etc/passwd", Host.TEMPLATE.replace("MockOS_A", "Plan9"))) {
            Map<String, Object> image =
                    host.post("/base_images", Map.of("base_image", Map.of("template", template)))
                            .inner("base_image");
            Map<String, Object> end =
                    host.ended("/base_images", "base_image", (String) image.get("id"));
            assertThat(end).containsEntry("status", "FAILED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nonsense,404",
        "GET,/base_images/nonsense,404",
        "GET,/base_images/" + UNKNOWN + ",404",
        "GET,/base_images/" + UNKNOWN + "/target_images,404",
        "GET,/base_images/" + UNKNOWN + "/raw_image,404",
        "GET,/plugins/none,404",
        "GET,/plugins/MockOS,200",
        "HEAD,/plugins,200",
        "GET,/plugins/,200",
        "GET,/jeos,200",
        "GET,/jeos/images,200",
        "GET,/jeos/images/1,501",
        "GET,/targets,501",
        "GET,/targets/ec2/providers/x,501",
        "DELETE,/targets,405",
        "PUT,/base_images,405",
        "PATCH,/base_images/" + UNKNOWN + ",405",
        "DELETE,/,405",
        "POST,/plugins,405",
        "OPTIONS,/base_images,405",
        "DELETE,/base_images/" + UNKNOWN + ",404"
    })
    void pathsAndMethods(String method, String path, int status) throws Exception {
        Host.Reply reply = host.send(method, path, "");
        assertThat(reply.status()).isEqualTo(status);
        if (status == 405) {
            assertThat(reply.header("allow")).contains("GET");
        }
        if (status >= 400) {
            assertThat(reply.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        }
    }

    @Test
    void unacceptableBeforeAnythingIsMade() throws Exception {
        Host.Reply reply =
                host.send(
                        "POST",
                        "/base_images",
                        Json.line(Map.of("base_image", template())),
                        "Accept",
                        "text/html",
                        "Content-Type",
                        "application/json");
        assertThat(reply.status()).isEqualTo(406);
        assertThat(reply.text()).isEqualTo("Responses in text/html are currently unsupported.\n");
        assertThat(host.get("/base_images").json()).isEqualTo(Map.of("base_images", List.of()));
        assertThat(host.get("/plugins", "Accept", "application/xml, */*").status()).isEqualTo(200);
        assertThat(host.get("/plugins", "Accept", "APPLICATION/JSON").status()).isEqualTo(200);
        assertThat(host.get("/x", "Accept", "Application/Problem+JSON").json())
                .containsEntry("status", 404);
    }

    @Test
    void nothingIsLeftOfBadRequests() throws Exception {
        assertThat(
                        host.post(
                                        "/target_images",
                                        Map.of(
                                                "target_image",
                                                Map.of("target", "mock", "base_image_id", UNKNOWN)))
                                .status())
                .isEqualTo(404);
        assertThat(host.post("/target_images", Map.of()).status()).isEqualTo(400);
        assertThat(host.get("/target_images").json()).isEqualTo(Map.of("target_images", List.of()));
        try (var files = Files.list(folder.resolve("store"))) {
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void largeTemplatesPass() throws Exception {
        String template = Host.TEMPLATE.replace("é", "é" + "x".repeat(16 << 20));
        Host.Reply reply =
                host.post("/base_images", Map.of("base_image", Map.of("template", template)));
        assertThat(reply.status()).isEqualTo(202);
        String id = (String) reply.inner("base_image").get("id");
        assertThat(host.ended("/base_images", "base_image", id))
                .containsEntry("status", "COMPLETE")
                .containsEntry("template", template);
    }
}
