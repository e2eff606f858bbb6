package org.imagefactory.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hundred builds that wait for room must not all ask for it. */
@Timeout(60)
class CreationTest {

    private static final String CREATE = "POST /compute/servers";

    @TempDir Path folder;

    @Test
    void whoIsNotTheFirstInTheQueueDoesNotAsk() throws Exception {
        try (FakeCloud fake = new FakeCloud()) {
            fake.answer(
                    CREATE,
                    403,
                    "{\"forbidden\": {\"message\": \"Quota exceeded for instances\"}}");
            fake.answer(CREATE, 202, "{\"server\": {\"id\": \"s-1\"}}");
            Cloud cloud = fake.signIn(folder);
            CompletableFuture<String> told = new CompletableFuture<>();
            Creation creation =
                    new Creation(cloud, "mark", event -> told.complete(event.toString()));
            cloud.room().acquire();
            CompletableFuture<String> id =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return creation.create(Map.of("server", Map.of()));
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });

            assertThat(told.get()).contains("waiting for room in the cloud");
            while (!cloud.room().hasQueuedThreads()) {
                Thread.sleep(10);
            }
            assertThat(Collections.frequency(fake.asked, CREATE)).isEqualTo(1);
            cloud.room().release();

            assertThat(id.get()).isEqualTo("s-1");
            assertThat(Collections.frequency(fake.asked, CREATE)).isEqualTo(2);
            assertThat(cloud.room().availablePermits()).isEqualTo(1);
        }
    }
}
