package org.imagefactory.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at often is read once. */
class RecordIndexTest {

    @TempDir private Path folder;
    private ImageStore store;
    private final List<ImageId> read = new ArrayList<>();
    private RecordIndex<ImageStatus> index;

    @BeforeEach
    void open() throws Exception {
        store = ImageStore.open(folder, line -> {});
        index =
                new RecordIndex<>(
                        store,
                        record -> {
                            read.add(record.id());
                            return record.status();
                        });
    }

    private ImageRecord made() throws Exception {
        ImageRecord record =
                ImageRecord.create(
                        ImageId.random(),
                        ImageType.BASE,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        store.create(record).close();
        return record;
    }

    @Test
    void onlyWhatHasChangedIsReadAgain() throws Exception {
        ImageRecord one = made();
        ImageRecord other = made();
        assertThat(index.all()).containsExactly(ImageStatus.NEW, ImageStatus.NEW);
        assertThat(read).hasSize(2);

        read.clear();
        assertThat(index.all()).hasSize(2);
        assertThat(read).isEmpty();

        try (Claim claim = store.claim(one.id()).orElseThrow()) {
            claim.write(one.withStatus(ImageStatus.BUILDING));
        }
        ImageRecord third = made();
        assertThat(index.all())
                .containsExactlyInAnyOrder(ImageStatus.BUILDING, ImageStatus.NEW, ImageStatus.NEW);
        assertThat(read).containsExactlyInAnyOrder(one.id(), third.id());

        try (Claim claim = store.claim(other.id()).orElseThrow()) {
            claim.delete();
        }
        assertThat(index.all()).containsExactlyInAnyOrder(ImageStatus.BUILDING, ImageStatus.NEW);
    }

    /** Of a large one nothing else is read either: its template alone may fill the memory. */
    @Test
    void largeRecordsAreReadWithoutTheirDocuments() throws Exception {
        ImageRecord large =
                ImageRecord.create(
                        ImageId.random(),
                        ImageType.BASE,
                        Optional.of("x".repeat(2 << 20)),
                        Optional.empty(),
                        Map.of("key", List.of("template")));
        store.create(large).close();
        List<ImageRecord> seen = new ArrayList<>();
        assertThat(
                        new RecordIndex<>(
                                        store,
                                        record -> {
                                            seen.add(record);
                                            return record.parameters();
                                        })
                                .all())
                .containsExactly(Map.of("key", List.of("template")));
        assertThat(seen).singleElement().returns(Optional.empty(), ImageRecord::template);
        assertThat(store.find(large.id()).flatMap(ImageRecord::template)).isPresent();
    }

    @Test
    void whatIsNoRecordMayBecomeOne() throws Exception {
        ImageRecord record = made();
        Path file = folder.resolve(record.id() + ".meta");
        String text = Files.readString(file);
        Files.writeString(file, "damaged");
        assertThat(index.all()).isEmpty();
        assertThat(index.all()).isEmpty();

        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(index.all()).containsExactly(ImageStatus.NEW);
    }
}
