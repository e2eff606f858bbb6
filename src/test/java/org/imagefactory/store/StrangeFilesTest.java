package org.imagefactory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagefactory.files.FolderLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to what should not be in the folder of a store. */
@Timeout(60)
class StrangeFilesTest extends OpenStore {

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
