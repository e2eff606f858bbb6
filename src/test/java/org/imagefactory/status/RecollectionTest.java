package org.imagefactory.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read again, and what is not. */
class RecollectionTest {

    @TempDir Path folder;
    private History history;
    private Recollection memory;
    private Path file;

    @BeforeEach
    void remember() throws Exception {
        history = new History(folder);
        history.add(Records.good("a", 1));
        history.add(Records.good("b", 1));
        memory = new Recollection(history);
        file = folder.resolve(History.FOLDER).resolve("a.json");
    }

    @Test
    void readsOnlyWhatHasChanged() throws Exception {
        assertThat(overview().problems()).isEmpty();
        damageUnseen();
        history.add(Records.good("b", 2));

        Overview overview = overview();

        assertThat(overview.problems()).isEmpty();
        assertThat(overview.images())
                .extracting(image -> image.builds().size())
                .containsExactly(1, 2);
        assertThat(overview()).isEqualTo(overview);
    }

    @Test
    void readsAgainWhatHasChanged() throws Exception {
        overview();
        damageUnseen();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-22T01:00:00Z")));

        assertThat(overview().problems()).hasSize(1);
        assertThat(overview().problems()).hasSize(1);
    }

    @Test
    void forgetsWhatIsGone() throws Exception {
        overview();
        Files.delete(file);

        assertThat(memory.builds("a")).isEmpty();
        history.add(Records.good("a", 3));
        assertThat(memory.builds("a")).hasSize(1);
    }

    private Overview overview() {
        return Overview.ofAll(memory, List.of());
    }

    /** As no build does it: length and time stay. */
    private void damageUnseen() throws Exception {
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, "x".repeat((int) Files.size(file)).getBytes(StandardCharsets.US_ASCII));
        Files.setLastModifiedTime(file, time);
    }
}
