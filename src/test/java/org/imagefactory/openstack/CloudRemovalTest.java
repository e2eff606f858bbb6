package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In which order a machine's things go. */
@Timeout(60)
class CloudRemovalTest {

    private static final String SERVERS = "GET /compute/servers/detail";
    private static final String IMAGES = "GET /image/v2/images";

    @TempDir Path folder;

    /** After a signal there may be no time for a search, least of all in many builds at once. */
    @Test
    void whatIsKnownIsAskedToGoBeforeAnythingIsLookedFor() throws Exception {
        try (FakeCloud fake = new FakeCloud()) {
            fake.answer("POST /image/v2/images", 201, "{\"id\": \"i-1\"}")
                    .answer("GET /image/v2/images/i-1", 200, "{\"status\": \"active\"}")
                    .answer("PUT /image/v2/images/i-1/file", 204, "")
                    .answer("DELETE /image/v2/images/i-1", 204, "")
                    .answer("DELETE /compute/servers/s-1", 204, "")
                    .answer(SERVERS, 200, "{\"servers\": []}")
                    .answer(IMAGES, 200, "{\"images\": []}")
                    .answer("GET /network/v2.0/floatingips", 200, "{\"floatingips\": []}");
            Cloud cloud = fake.signIn(folder);
            Path file = Files.writeString(folder.resolve("disk"), "disk");
            new CloudImages(cloud).own("disk", "mark", file, "qcow2", Map.of());
            fake.asked.clear();

            cloud.remove("mark", "s-1");

            assertThat(fake.asked)
                    .startsWith(
                            "DELETE /compute/servers/s-1", "DELETE /image/v2/images/i-1", SERVERS)
                    .contains(IMAGES);
            fake.asked.clear();

            cloud.remove("mark");

            assertThat(fake.asked).startsWith(SERVERS, IMAGES).noneMatch(q -> q.contains("DELETE"));
        }
    }
}
