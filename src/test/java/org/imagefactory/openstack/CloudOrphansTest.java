package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.json.Json;
import org.imagefactory.machine.Orphans.Found;
import org.imagefactory.machine.Orphans.Owner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for a killed build's, and what is not. */
@Timeout(60)
class CloudOrphansTest {

    /** No process has this number. */
    private static final String GONE = "%s-4194305000-1";

    @TempDir Path folder;

    @Test
    void onlyWhatAProgramOfThisHostLeftIsAnOrphan() throws Exception {
        try (FakeCloud cloud = new FakeCloud()) {
            CloudAccess access = cloud.access(folder);
            String gone = GONE.formatted(access.host());
            String mine = Ownership.of(access.host()).toString();
            cloud.answer(
                    "GET /compute/servers/detail",
                    200,
                    Json.line(
                            Map.of(
                                    "servers",
                                    List.of(
                                            server("s-1", Map.of()),
                                            server("s-2", marks(gone)),
                                            server("s-3", marks(mine)),
                                            server("s-4", marks(GONE.formatted("00000000"))),
                                            server("s-5", marks("rubbish"))))));
            cloud.answer("GET /compute/servers/detail", 200, "{\"servers\": []}");
            cloud.answer(
                    "GET /image/v2/images",
                    200,
                    Json.line(
                            Map.of(
                                    "images",
                                    List.of(
                                            Map.of("id", "i-1", "image_factory_sha256", "x"),
                                            Map.of(
                                                    "id",
                                                    "i-2",
                                                    "name",
                                                    "two",
                                                    Cloud.MACHINE,
                                                    "m",
                                                    Ownership.PROPERTY,
                                                    gone)))));
            cloud.answer("GET /image/v2/images", 200, "{\"images\": []}");
            cloud.answer("DELETE /compute/servers/s-2", 204, "");
            cloud.answer("DELETE /image/v2/images/i-2", 404, "");
            CloudOrphans orphans = new CloudOrphans(access, Optional.empty());

            List<Found> found = orphans.find();

            assertThat(found)
                    .containsExactly(
                            new Found("instance", "name s-2", "s-2", Owner.GONE),
                            new Found("instance", "name s-3", "s-3", Owner.RUNNING),
                            new Found("instance", "name s-4", "s-4", Owner.ELSEWHERE),
                            new Found("image", "two", "i-2", Owner.GONE));
            orphans.remove(found.get(0));
            orphans.remove(found.get(3));
            assertThat(cloud.asked)
                    .endsWith("DELETE /compute/servers/s-2", "DELETE /image/v2/images/i-2");
        }
    }

    @Test
    void aNumberThatWasGivenAgainIsNoOwner() {
        Ownership self = Ownership.of("12345678");
        assertThat(self.seenFrom("12345678")).isEqualTo(Owner.RUNNING);
        assertThat(self.seenFrom("87654321")).isEqualTo(Owner.ELSEWHERE);
        assertThat(new Ownership("12345678", self.process(), 1).seenFrom("12345678"))
                .isEqualTo(Owner.GONE);
        assertThat(Ownership.of(Map.of(Ownership.PROPERTY, self.toString()))).contains(self);
    }

    private static Map<String, Object> server(String id, Map<String, String> metadata) {
        return Map.of("id", id, "name", "name " + id, "status", "ACTIVE", "metadata", metadata);
    }

    private static Map<String, String> marks(String owner) {
        return Map.of(Cloud.MACHINE, "m", Ownership.PROPERTY, owner);
    }
}
