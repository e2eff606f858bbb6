package org.imagefactory.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.files.FolderLock;
import org.imagefactory.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the files of a store, and what happens to what should not be there. */
@Timeout(60)
class ImageStoreTest {

    /** As the original writes a record, with all of its habits. */
    private static final String OLD =
            """
            {"type": "TargetImage", "status": "COMPLETE", "target": "mock", "icicle": null, \
            "base_image_id": "7cc76ad6-d27d-4f80-b6cd-ba5a4a83cc67", "properties": {}, \
            "identifier": "4cc3b024-5fe7-4b0b-934b-c5d463b990b0", "percent_complete": 100, \
            "status_detail": {"activity": "Target Image build complete", "error": null}, \
            "data": "/elsewhere/x.body", "template": "<template>\\u00e4</template>\\n", \
            "parameters": null, "their own": [1, 2.50, {"x": null}]}""";

    private static final ImageId OLD_ID = new ImageId("4cc3b024-5fe7-4b0b-934b-c5d463b990b0");

    @TempDir private Path parent;
    private Path folder;
    private ImageStore store;
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() throws Exception {
        folder = parent.resolve("a/store");
        store = ImageStore.open(folder, log::add);
    }

    static ImageRecord base(Map<String, Object> parameters) {
        return ImageRecord.create(
                ImageId.random(),
                ImageType.BASE,
                Optional.of("<template/>"),
                Optional.empty(),
                parameters);
    }

    private ImageRecord made(ImageRecord record) throws Exception {
        store.create(record).close();
        return record;
    }

    private Path meta(ImageId id) {
        return folder.resolve(id + ".meta");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

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
                        "target",
                        "provider",
                        "identifier_on_provider",
                        "provider_account_identifier");
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
    }

    @Test
    void recordsAreFoundByTheValuesOfKeys() throws Exception {
        ImageRecord one = made(base(Map.of("n", 1, "o", Map.of("x", List.of(1.0)))));
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
    void whatIsNoRecordIsSkippedWithOneWarningAndNotTouched() throws Exception {
        ImageRecord good = made(base(Map.of()));
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(ImageId.random() + ".meta", "");
        bad.put(ImageId.random() + ".meta", "{\"type\": \"BaseIm");
        bad.put(ImageId.random() + ".meta", "[]");
        bad.put(ImageId.random() + ".meta", OLD);
        bad.put(OLD_ID + ".meta", OLD.replace("100", "\"all\""));
        bad.put("notes.meta", OLD);
        bad.put("4CC3B024-5FE7-4B0B-934B-C5D463B990B0.meta", OLD);
        for (String status : List.of("\"status\": 1", "\"status\": \"complete\"")) {
            ImageId id = ImageId.random();
            bad.put(
                    id + ".meta",
                    OLD.replace(OLD_ID.text(), id.text())
                            .replace("\"status\": \"COMPLETE\"", status));
        }
        ImageId other = ImageId.random();
        bad.put(
                other + ".meta",
                OLD.replace(OLD_ID.text(), other.text()).replace("TargetImage", "Image"));
        for (Map.Entry<String, String> file : bad.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(folder.resolve("README"), "not asked");

        assertThat(store.list()).containsExactly(good);
        assertThat(store.list()).containsExactly(good);
        assertThat(store.find(OLD_ID)).isEmpty();
        assertThat(log)
                .hasSize(bad.size())
                .allMatch(line -> line.contains("which is no record of an image: it"));
        for (Map.Entry<String, String> file : bad.entrySet()) {
            assertThat(folder.resolve(file.getKey())).hasContent(file.getValue());
        }
    }

    @Test
    void pipesLinksFoldersAndGiantsAreNoRecords() throws Exception {
        ImageId[] ids = Stream.generate(ImageId::random).limit(5).toArray(ImageId[]::new);
        assertThat(new ProcessBuilder("mkfifo", meta(ids[0]).toString()).start().waitFor())
                .isZero();
        Path victim = Files.writeString(parent.resolve("victim"), OLD);
        Files.createSymbolicLink(meta(ids[1]), victim);
        Files.createDirectory(meta(ids[2]));
        try (RandomAccessFile giant = new RandomAccessFile(meta(ids[3]).toFile(), "rw")) {
            giant.setLength(1L << 30);
        }
        Files.writeString(meta(ids[4]), "[".repeat(1 << 20));

        assertThat(store.list()).isEmpty();
        assertThat(log).hasSize(5);
        for (ImageId id : ids) {
            assertThat(store.find(id)).isEmpty();
        }
        assertThat(victim).hasContent(OLD);
    }

    @Test
    void aPlantedLinkLeadsNowhere() throws Exception {
        Path victim = Files.writeString(parent.resolve("victim"), "dear");
        ImageRecord record = base(Map.of());
        Files.createSymbolicLink(store.body(record.id()), victim);
        assertThatThrownBy(() -> store.create(record))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.isSymbolicLink(store.body(record.id()))).isTrue();

        ImageRecord other = made(base(Map.of()));
        Files.delete(store.body(other.id()));
        Files.createSymbolicLink(store.body(other.id()), victim);
        assertThatThrownBy(() -> store.openBody(other.id())).isInstanceOf(IOException.class);
        try (Claim claim = store.claim(other.id()).orElseThrow()) {
            assertThatThrownBy(claim::keepBody).isInstanceOf(IOException.class);
            Files.delete(meta(other.id()));
            Files.createSymbolicLink(meta(other.id()), victim);
            claim.write(other);
            assertThat(Files.isSymbolicLink(meta(other.id()))).isFalse();
            claim.delete();
        }
        assertThat(victim).hasContent("dear");
        assertThat(names()).containsExactly(record.id() + ".body");

        Files.delete(store.body(record.id()));
        Files.createSymbolicLink(folder.resolve("." + record.id() + ".lock"), victim);
        assertThatThrownBy(() -> store.create(record)).isInstanceOf(IOException.class);
        assertThat(victim).hasContent("dear");
    }

    @Test
    void onlyPlainIdentifiersAreAny() {
        for (String text :
                List.of(
                        "",
                        "..",
                        "../" + OLD_ID,
                        OLD_ID + "/",
                        OLD_ID.text().toUpperCase(java.util.Locale.ROOT),
                        "{" + OLD_ID + "}",
                        OLD_ID.text().replace("-", ""),
                        OLD_ID.text().replace("4", "g"),
                        OLD_ID + "\n",
                        " " + OLD_ID.text().substring(1),
                        "٤cc3b024-5fe7-4b0b-934b-c5d463b990b0")) {
            assertThat(ImageId.parse(text)).as(text).isEmpty();
        }
        assertThat(ImageId.parse(OLD_ID.text())).contains(OLD_ID);
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

    @Test
    void whatTheDeadLeftIsRemovedAndWhatTheLivingHaveIsNot() throws Exception {
        ImageRecord kept = made(base(Map.of()));
        ImageRecord alive = base(Map.of());
        String half = ".%s.meta.123.part";
        ImageId dead = ImageId.random();
        Files.createFile(folder.resolve("." + kept.id() + ".lock"));
        Files.createFile(folder.resolve(half.formatted(kept.id())));
        Files.createFile(folder.resolve("." + dead + ".lock"));
        Files.createFile(store.body(dead));
        ImageId dear = ImageId.random();
        Files.createFile(store.body(dear));
        Files.createFile(folder.resolve(".nfs0001"));
        try (Claim claim = store.create(alive)) {
            Path being = Files.createFile(folder.resolve(half.formatted(alive.id())));

            ImageStore again = ImageStore.open(folder, log::add);

            assertThat(being).exists();
            assertThat(again.isWorkedOn(claim.id())).isTrue();
            assertThat(FolderLock.isHeld(folder, "." + alive.id() + ".lock")).isTrue();
            Files.delete(being);
        }
        assertThat(names())
                .containsExactlyInAnyOrder(
                        ".nfs0001",
                        dear + ".body",
                        kept.id() + ".body",
                        kept.id() + ".meta",
                        alive.id() + ".body",
                        alive.id() + ".meta");
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
    void aStoreMayBeReachedByALink() throws Exception {
        Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
        ImageStore linked = ImageStore.open(link, log::add);
        ImageRecord record = base(Map.of());

        try (Claim claim = linked.create(record)) {
            assertThat(claim.body()).isEqualTo(link.resolve(record.id() + ".body"));
            assertThat(store.isWorkedOn(record.id())).isTrue();
            assertThat(store.claim(record.id())).isEmpty();
        }
        assertThat(linked.list()).containsExactly(record);
        assertThat(names()).hasSize(2);
    }

    @Test
    void aPlantedLockHoldsUpNoStart() throws Exception {
        ImageRecord record = made(base(Map.of()));
        Path victim = Files.writeString(parent.resolve("victim"), "dear");
        Files.createSymbolicLink(folder.resolve("." + record.id() + ".lock"), victim);
        Path dead = Files.createFile(folder.resolve(".%s.lock".formatted(ImageId.random())));

        ImageStore again = ImageStore.open(folder, log::add);

        assertThat(dead).doesNotExist();
        assertThat(victim).hasContent("dear");
        assertThat(again.list()).containsExactly(record);
        assertThatThrownBy(() -> again.claim(record.id())).isInstanceOf(IOException.class);
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

    @Test
    void theCheckFindsWhatIsNotAsItShouldBe() throws Exception {
        ImageRecord good = made(base(Map.of()).withStatus(ImageStatus.COMPLETE));
        ImageRecord unfinished = made(base(Map.of()));
        ImageRecord bodiless = made(base(Map.of()).withStatus(ImageStatus.FAILED));
        Files.delete(store.body(bodiless.id()));
        ImageId orphan = ImageId.random();
        Files.createFile(store.body(orphan));
        Files.setPosixFilePermissions(
                store.body(good.id()), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("notes.meta"), "x");
        ImageId damaged = ImageId.random();
        Files.writeString(meta(damaged), "x");
        Files.createFile(folder.resolve("." + orphan + ".lock"));
        List<String> before = names();
        try (Claim claim = store.create(base(Map.of()))) {
            assertThat(StoreCheck.run(store))
                    .extracting(
                            finding -> finding.kind().word() + " " + finding.file().getFileName())
                    .containsExactlyInAnyOrder(
                            "unfinished " + unfinished.id() + ".meta",
                            "no-body " + bodiless.id() + ".meta",
                            "orphan " + orphan + ".body",
                            "open " + good.id() + ".body",
                            "foreign notes.meta",
                            "damaged " + damaged + ".meta",
                            "leftover ." + orphan + ".lock");
            claim.delete();
        }
        assertThat(names()).isEqualTo(before);
        assertThat(log).isEmpty();
    }
}
