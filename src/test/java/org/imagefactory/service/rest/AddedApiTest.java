package org.imagefactory.service.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this program adds to the published interface. */
@Timeout(120)
class AddedApiTest extends OpenHost {

    @Test
    void listsInPagesAndByStatus() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(host.made("/base_images", "base_image", Map.of("template", Host.TEMPLATE)));
        }
        String running = base(1000);
        List<String> seen = new ArrayList<>();
        String path = "/base_images?status=COMPLETE&limit=2";
        while (!path.isEmpty()) {
            Host.Reply page = host.get(path);
            List<?> items = (List<?>) page.json().get("base_images");
            assertThat(items).hasSizeLessThanOrEqualTo(2);
            for (Object item : items) {
                Map<?, ?> image = (Map<?, ?>) ((Map<?, ?>) item).get("base_image");
                seen.add((String) image.get("id"));
            }
            String link = page.header("link");
            path =
                    link.isEmpty()
                            ? ""
                            : link.replaceAll("<.*/imagefactory(.*)>; rel=\"next\"", "$1");
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids).doesNotContain(running);
        assertThat((List<?>) host.get("/base_images?x=y").json().get("base_images")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=DONE", "limit=0", "limit=x", "limit=100000", "limit=-1"})
    void pagesThatAreNoneAreRefused(String query) throws Exception {
        assertThat(host.get("/base_images?" + query).status()).isEqualTo(400);
    }

    @Test
    void theQueue() throws Exception {
        String id = base(1000);
        List<?> queue = (List<?>) host.get("/queue").json().get("queue");
        assertThat(queue).hasSize(1);
        assertThat(queue.get(0))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("id", id)
                .containsEntry("href", host.base() + "/base_images/" + id);
    }

    @Test
    void theQueueIsInTheOrderOfArrival() throws Exception {
        List<Object> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(base(1000));
        }
        List<?> queue = (List<?>) host.get("/queue").json().get("queue");
        assertThat(queue.stream().<Object>map(item -> ((Map<?, ?>) item).get("id")).toList())
                .isEqualTo(ids);
    }

    @Test
    void reasonsOfRefusals() throws Exception {
        Host.Reply problem = host.get("/nonsense", "Accept", "application/problem+json");
        assertThat(problem.json()).containsEntry("code", "not-found");
        assertThat(host.get("/errors/not-found").json()).containsEntry("status", 404);
        assertThat(host.get("/errors/nonsense").status()).isEqualTo(404);
        assertThat(host.get("/errors").text()).contains("key-reused");
    }

    @Test
    void healthAndMetrics() throws Exception {
        host.made("/base_images", "base_image", Map.of("template", Host.TEMPLATE));
        assertThat(host.get("/../health").text()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(host.get("/../metrics", "Accept", "text/plain").text())
                .contains("imagefactory_requests_total{status=\"202\"} 1\n")
                .contains("imagefactory_images{status=\"COMPLETE\"} 1\n");
    }

    @Test
    void theDescriptionFitsTheAnswers() throws Exception {
        String base = host.made("/base_images", "base_image", Map.of("template", Host.TEMPLATE));
        String target =
                host.made(
                        "/base_images/" + base + "/target_images",
                        "target_image",
                        Map.of("target", "mock"));
        Map<String, Object> document = host.get("/openapi.json").json();
        assertThat(document).containsEntry("openapi", "3.1.0");
        Map<?, ?> paths = (Map<?, ?>) document.get("paths");
        assertThat(paths.keySet())
                .map(Object::toString)
                .contains("/imagefactory", "/health", "/imagefactory/base_images/{base_image_id}");

        Map<?, ?> list = (Map<?, ?>) paths.get("/imagefactory/base_images");
        assertThat(Json.line(((Map<?, ?>) list.get("get")).get("parameters")))
                .contains("status", "target", "after", "limit");
        assertThat(Json.line(list.get("post"))).contains("BaseImageRequest", "text/xml");
        // Each answer is held against the description where it is taken.
        host.get("/base_images/" + base);
        host.get("/target_images/" + target);
        host.get("/base_images");
        host.get("/plugins");
        host.get("/plugins/MockOS");
        host.get("/jeos");
        host.get("/jeos/images");
        host.get("/target_images?limit=1");
        host.post(
                "/target_images/" + target + "/provider_images",
                Map.of(
                        "provider_image",
                        Map.of("target", "mock", "provider", "p", "credentials", "c")));
        host.send(
                "DELETE",
                "/target_images/" + target,
                "{\"target_image\": {}}",
                "Content-Type",
                "application/json");
    }
}
