package org.imagefactory.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in the files of a store. */
@Timeout(60)
class ImageStoreTest extends OpenStore {

    @Test
    void aRecordIsOneLineWithTheKeysInTheirOrder() throws Exception {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("größe", Arrays.asList(1, null, "\ud83d\ude00\n"));
        ImageRecord record =
                made(
                        ImageRecord.create(
                                        ImageId.random(),
                                        ImageType.PROVIDER,
                                        Optional.of("<template/>"),
                                        Optional.of(OLD_ID),
                                        parameters)
                                .withTarget("mock")
                                .withProvider("p"));

        String text = Files.readString(meta(record.id()), UTF_8);
        assertThat(text.lines()).hasSize(1);
        assertThat(text).matches("\\p{ASCII}*");
        assertThat(Json.object(text).keySet())
                .containsExactly(
                        "type",
                        "identifier",
                        "data",
                        "template",
                        "icicle",
                        "status",
                        "status_detail",
                        "percent_complete",
                        "parameters",
                        "properties",
                        "target_image_id",
                        "provider",
                        "identifier_on_provider",
                        "provider_account_identifier",
                        "target");
        assertThat(record.toMap(store.body(record.id()))).doesNotContainKey("target");
        assertThat(Json.object(text))
                .containsEntry("type", "ProviderImage")
                .containsEntry("data", folder.resolve(record.id() + ".body").toString())
                .containsEntry("parameters", parameters)
                .containsEntry("target_image_id", OLD_ID.text());
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(folder.getParent())).isEqualTo("rwx------");
        assertThat(mode(meta(record.id()))).isEqualTo("rw-------");
        assertThat(mode(store.body(record.id()))).isEqualTo("rw-------");
        assertThat(store.body(record.id())).isEmptyFile();
        assertThat(names()).containsExactly(record.id() + ".body", record.id() + ".meta");
        assertThat(store.find(record.id())).contains(record);
    }

    @Test
    void aRecordOfTheOriginalIsReadAndKeepsWhatIsUnknown() throws Exception {
        Files.writeString(meta(OLD_ID), OLD);

        ImageRecord record = store.find(OLD_ID).orElseThrow();
        assertThat(record.type()).isEqualTo(ImageType.TARGET);
        assertThat(record.status()).isEqualTo(ImageStatus.COMPLETE);
        assertThat(record.template()).contains("<template>ä</template>\n");
        assertThat(record.parameters()).isEmpty();
        assertThat(record.target()).contains("mock");
        assertThat(store.body(OLD_ID)).isEqualTo(folder.resolve(OLD_ID + ".body"));
        assertThat(record.toMap(store.body(OLD_ID)).keySet())
                .containsExactly(
                        "identifier",
                        "data",
                        "template",
                        "icicle",
                        "status",
                        "status_detail",
                        "percent_complete",
                        "parameters",
                        "properties",
                        "base_image_id",
                        "target");

        try (Claim claim = store.claim(OLD_ID).orElseThrow()) {
            claim.write(record.withProperty("x", "y"));
        }

        Map<String, Object> stored = Json.object(Files.readString(meta(OLD_ID)));
        assertThat(stored).containsEntry("data", folder.resolve(OLD_ID + ".body").toString());
        assertThat(Json.same(stored.get("their own"), Json.object(OLD).get("their own"))).isTrue();
        assertThat(log).isEmpty();
    }

    @Test
    void absentKeysAreNullOrEmpty() throws Exception {
        Files.writeString(
                meta(OLD_ID),
                "{\"type\":\"BaseImage\",\"identifier\":\"%s\",\"status\":\"NEW\"}"
                        .formatted(OLD_ID));

        ImageRecord record = store.find(OLD_ID).orElseThrow();
        assertThat(record.percent()).isZero();
        assertThat(record.activity()).isEmpty();
        assertThat(record.icicle()).isEmpty();
        assertThat(record.properties()).isEmpty();

        Files.writeString(
                meta(OLD_ID), "{\"type\":\"BaseImage\",\"identifier\":\"%s\"}".formatted(OLD_ID));
        ImageRecord silent = store.find(OLD_ID).orElseThrow();
        assertThat(silent.status()).isEqualTo(ImageStatus.NEW);
        assertThat(silent.toMap(store.body(OLD_ID))).containsEntry("status", null);
    }

    @Test
    void recordsAreFoundByTheValuesOfKeys() throws Exception {
        ImageRecord one =
                made(base(Map.of("n", 1, "o", Map.of("x", List.of(new BigDecimal("1.0"))))));
        ImageRecord two = made(base(Map.of("n", "1")));
        Files.writeString(meta(OLD_ID), OLD);

        assertThat(store.find(Map.of())).hasSize(3);
        assertThat(store.find(Map.of("type", "TargetImage")))
                .extracting(ImageRecord::id)
                .containsExactly(OLD_ID);
        assertThat(store.find(Json.object("{\"parameters\":{\"o\":{\"x\":[1]},\"n\":1.0}}")))
                .containsExactly(one);
        assertThat(store.find(Map.of("parameters", Map.of("n", "1")))).containsExactly(two);
        assertThat(store.find(Map.of("parameters", Map.of()))).isEmpty();
        assertThat(store.find(Json.object("{\"parameters\":null}"))).hasSize(1);
        assertThat(store.find(Json.object("{\"target\":null}"))).isEmpty();
        assertThat(store.find(Map.of("percent_complete", "0"))).isEmpty();
        assertThat(store.find(Map.of("their own", Json.object(OLD).get("their own")))).hasSize(1);
        assertThat(store.find(Map.of("data", store.body(two.id()).toString())))
                .containsExactly(two);
    }

    @Test
    void anImageHasOneWorkerAtATime() throws Exception {
        ImageRecord record = base(Map.of());
        try (Claim claim = store.create(record)) {
            assertThat(store.isWorkedOn(record.id())).isTrue();
            assertThat(store.claim(record.id())).isEmpty();
            assertThat(ImageStore.open(folder, log::add).claim(record.id())).isEmpty();
            store.requestCancel(record.id());
            assertThat(claim.isCancelRequested()).isTrue();
        }
        assertThat(store.isWorkedOn(record.id())).isFalse();
        try (Claim again = store.claim(record.id()).orElseThrow()) {
            assertThat(again.isCancelRequested()).isFalse();
        }
        assertThatThrownBy(() -> store.claim(OLD_ID)).isInstanceOf(NoSuchFileException.class);
        assertThat(names()).hasSize(2);
    }

    @Test
    void aRecordThatSomebodyRemovedDoesNotComeBack() throws Exception {
        ImageRecord record = base(Map.of());
        try (Claim claim = store.create(record)) {
            Files.delete(meta(record.id()));
            assertThatThrownBy(() -> claim.write(record)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void recordsAreWrittenByThreadsThatAreInterrupted() throws Exception {
        ImageRecord record = base(Map.of());
        try (Claim claim = store.create(record)) {
            Thread.currentThread().interrupt();
            claim.write(record.withPercent(7));
            claim.keepBody();
            assertThat(store.find(record.id()).orElseThrow().percent()).isEqualTo(7);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Some are read by other threads, and large ones alone. */
    @Test
    void manyAreHandedOutInOrderOnTheCallingThread() throws Exception {
        String large = "x".repeat(5 << 20);
        for (int i = 0; i < 300; i++) {
            ImageRecord record = base(Map.of("n", i, "text", i % 100 == 0 ? large : ""));
            Files.writeString(
                    meta(record.id()),
                    Json.line(record.toMap(store.body(record.id())))
                            .replaceFirst("\\{", "{\"type\":\"BaseImage\","));
        }
        Thread caller = Thread.currentThread();

        List<ImageId> ids =
                store.list(
                        record -> {
                            assertThat(Thread.currentThread()).isSameAs(caller);
                            return Optional.of(record.id());
                        });

        assertThat(ids).hasSize(300).isSorted();
        assertThat(log).isEmpty();
    }

    @Test
    void aRecordThatIsReplacedMeanwhileIsReadWhole() throws Exception {
        ImageRecord record = base(Map.of());
        Thread writer =
                new Thread(
                        () -> {
                            try (Claim claim = store.create(record)) {
                                for (int i = 0; i < 300; i++) {
                                    String text = "x".repeat(i % 3 * 10_000);
                                    claim.write(record.withParameter("text", text));
                                }
                            } catch (IOException | InterruptedException e) {
                                log.add(e.toString());
                            }
                        });
        writer.start();
        while (writer.isAlive()) {
            assertThat(store.list().size()).isLessThanOrEqualTo(1);
        }
        writer.join();
        assertThat(store.list()).hasSize(1);
        assertThat(log).isEmpty();
    }

    @Test
    void aCopiedStoreIsAStore() throws Exception {
        ImageRecord record = made(base(Map.of()));
        Path copy = parent.resolve("copy");
        assertThat(
                        new ProcessBuilder("cp", "-r", folder.toString(), copy.toString())
                                .start()
                                .waitFor())
                .isZero();

        ImageStore copied = ImageStore.open(copy, log::add);

        assertThat(copied.list()).containsExactly(record);
        assertThat(record.toMap(copied.body(record.id())))
                .containsEntry("data", copy.resolve(record.id() + ".body").toString());
    }
}
