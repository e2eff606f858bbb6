package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.machine.ImageKeeper.Kept;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which images are made, named and removed where finished ones stay. */
@Timeout(60)
class KeptImagesTest {

    private static final String LIST = "GET /image/v2/images";
    private static final String SERVERS = "GET /compute/servers/detail";
    private static final String CREATE = "POST /image/v2/images";
    private static final String NAMING = "PATCH /image/v2/images/new";

    @TempDir Path folder;
    private FakeCloud cloud;
    private KeptImages images;
    private Kept image;
    private final List<BuildEvent> events = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        cloud = new FakeCloud();
        images = new KeptImages(cloud.access(folder), machine(), name -> "m-" + name);
        Path file = Files.writeString(folder.resolve("image"), "disk");
        image =
                new Kept(
                        "boot",
                        "mini-2026-11-30",
                        file,
                        DiskFormat.QCOW2,
                        "0".repeat(64),
                        (1L << 30) + 1,
                        "debian-13",
                        Architecture.AMD64);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void oneThatIsThereIsNotUploadedAgain() throws Exception {
        list(brought("new", "0".repeat(64)));

        assertThat(images.bring(image)).isEqualTo("new");

        assertThat(cloud.asked).doesNotContain(CREATE);
    }

    /** After what a killed build's boot test made of it. */
    @Test
    void oneWithOtherContentGoesBefore() throws Exception {
        list(brought("other", "1".repeat(64)));
        list(); // of the machine's own
        list(brought("other", "1".repeat(64)));
        cloud.answer(SERVERS, 200, "{\"servers\": [{\"id\": \"boot\"}]}");
        cloud.answer(SERVERS, 200, "{\"servers\": []}");
        cloud.answer("DELETE /compute/servers/boot", 204, "");
        cloud.answer("GET /network/v2.0/floatingips", 200, "{\"floatingips\": []}");
        cloud.answer("DELETE /image/v2/images/other", 204, "");
        cloud.answer(CREATE, 201, "{\"id\": \"new\"}");
        cloud.answer("GET /image/v2/images/new", 200, "{\"status\": \"active\"}");
        cloud.answer("PUT /image/v2/images/new/file", 204, "");

        assertThat(images.bring(image)).isEqualTo("new");

        assertThat(cloud.asked)
                .containsSubsequence(
                        "DELETE /compute/servers/boot",
                        "DELETE /image/v2/images/other",
                        CREATE,
                        "PUT /image/v2/images/new/file");
    }

    /** Those that others gave the same name stay, and so does what another folder built. */
    @Test
    void earlierOnesGoWhenTheNewOneHasItsName() throws Exception {
        list(brought("new", "0".repeat(64)));
        list(
                Map.of("id", "new", KeptImages.ORIGIN, "m-boot"),
                Map.of("id", "old", KeptImages.ORIGIN, "m-boot"),
                Map.of("id", "elsewhere", KeptImages.ORIGIN, "m-other"),
                Map.of("id", "theirs"));
        cloud.answer(
                "GET /image/v2/images/new",
                200,
                Json.line(Map.of(Cloud.MACHINE, "m-boot-kept", "status", "active")));
        cloud.answer(NAMING, 200, "{}");
        cloud.answer("DELETE /image/v2/images/old", 204, "");

        assertThat(images.keep(image, events::add)).isEqualTo("new");

        assertThat(cloud.asked)
                .endsWith("GET /image/v2/images/new", NAMING, LIST, "DELETE /image/v2/images/old");
        assertThat(Json.value(cloud.bodies.get(NAMING)))
                .isEqualTo(
                        List.of(
                                change("name", "mini-2026-11-30"),
                                change(KeptImages.ORIGIN, "m-boot"),
                                change("min_disk", 2),
                                Map.of("op", "remove", "path", "/" + Cloud.MACHINE)));
    }

    /** Whether the build fails later, or the next one of this program begins. */
    @Test
    void oneWithItsNameIsNobodysToDrop() throws Exception {
        list();
        cloud.answer(CREATE, 201, "{\"id\": \"new\"}");
        cloud.answer("GET /image/v2/images/new", 200, "{\"status\": \"active\"}");
        cloud.answer("PUT /image/v2/images/new/file", 204, "");
        cloud.answer(NAMING, 200, "{}");
        assertThat(images.keep(image, events::add)).isEqualTo("new");

        images.drop("boot");

        assertThat(cloud.asked).noneMatch(question -> question.startsWith("DELETE "));
    }

    /** Before that it goes by what is known, even where nothing can be found. */
    @Test
    void oneWithoutItsNameIsDropped() throws Exception {
        list();
        cloud.answer(CREATE, 201, "{\"id\": \"new\"}");
        cloud.answer("GET /image/v2/images/new", 200, "{\"status\": \"active\"}");
        cloud.answer("PUT /image/v2/images/new/file", 204, "");
        cloud.answer("DELETE /image/v2/images/new", 204, "");
        images.bring(image);

        images.drop("boot");

        assertThat(cloud.asked).contains("DELETE /image/v2/images/new");
    }

    @Test
    void onlyOnesOfTheSamePlaceAreForgotten() throws Exception {
        list(
                Map.of("id", "old", KeptImages.ORIGIN, "m-boot"),
                Map.of("id", "elsewhere", KeptImages.ORIGIN, "m-other"),
                Map.of("id", "theirs"));
        cloud.answer("DELETE /image/v2/images/old", 204, "");

        images.forget("boot", "mini-2026-11-29");

        assertThat(cloud.asked).endsWith(LIST, "DELETE /image/v2/images/old");
    }

    @Test
    void aRefusalIsAFailedUpload() {
        list(brought("new", "0".repeat(64)));
        cloud.answer("GET /image/v2/images/new", 200, "{}");
        cloud.answer(NAMING, 403, "{}");

        assertThatThrownBy(() -> images.keep(image, events::add))
                .isInstanceOf(UploadException.class)
                .hasMessageStartingWith("leaving the image in OpenStack: ");
    }

    private static Machine machine() {
        return new Machine(
                1,
                new DataSize(1L << 30),
                Optional.empty(),
                new OpenStackSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty()));
    }

    private void list(Map<?, ?>... found) {
        cloud.answer(LIST, 200, Json.line(Map.of("images", List.of(found))));
    }

    private static Map<String, Object> brought(String id, String sha256) {
        return Map.of("id", id, "status", "active", CloudImages.SHARED, sha256);
    }

    private static Map<String, Object> change(String name, Object value) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("op", "add");
        change.put("path", "/" + name);
        change.put("value", value);
        return change;
    }
}
