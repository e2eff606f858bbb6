package org.imagefactory.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestLinkTest {

    private static final Path LINK = Path.of("mini-latest.qcow2");
    private static final Path CHECKSUM_LINK = Path.of("mini-latest.qcow2.sha256sum");

    @TempDir private Path folder;
    private Shelf shelf;

    @BeforeEach
    void openTheShelf() throws IOException {
        shelf = new Shelf(folder);
        shelf.good("mini-2026-03-01");
        shelf.good("mini-2026-03-02");
    }

    @Test
    void leadsToImageAndChecksumWithoutAFolder() throws Exception {
        move("mini-2026-03-01.qcow2", "mini-2026-03-01.packages", "mini-2026-03-01.json");

        assertThat(target(LINK)).isEqualTo("mini-2026-03-01.qcow2");
        assertThat(target(CHECKSUM_LINK)).isEqualTo("mini-2026-03-01.qcow2.sha256sum");
        assertThat(Files.readString(folder.resolve(LINK))).isEqualTo("mini-2026-03-01.qcow2");
        assertThat(link().dates()).containsExactly(LocalDate.of(2026, 3, 1));
    }

    @Test
    void movesAndLeavesNothingBehind() throws Exception {
        move("mini-2026-03-01.qcow2");
        List<String> before = shelf.names();
        Files.createSymbolicLink(folder.resolve(".mini-latest.qcow2.new"), Path.of("killed"));

        move("mini-2026-03-02.qcow2");

        assertThat(target(LINK)).isEqualTo("mini-2026-03-02.qcow2");
        assertThat(target(CHECKSUM_LINK)).isEqualTo("mini-2026-03-02.qcow2.sha256sum");
        assertThat(shelf.names()).isEqualTo(before);
        assertThat(shelf.warnings()).isEmpty();
    }

    @Test
    void mendsALinkThatLeadsNowhere() throws Exception {
        Files.createSymbolicLink(folder.resolve(LINK), Path.of("mini-2025-01-01.qcow2"));

        move("mini-2026-03-02.qcow2");

        assertThat(folder.resolve(LINK)).exists();
    }

    @Test
    void leavesAloneWhatIsNoLink() throws Exception {
        Files.writeString(folder.resolve(LINK), "mine");
        Files.createDirectory(folder.resolve(CHECKSUM_LINK));

        move("mini-2026-03-02.qcow2");

        assertThat(folder.resolve(LINK)).hasContent("mine");
        assertThat(folder.resolve(CHECKSUM_LINK)).isDirectory();
        assertThat(shelf.warnings()).hasSize(2).allMatch(text -> text.contains("no symbolic link"));
        assertThat(link().dates()).isEmpty();
    }

    @Test
    void aFormatThatIsNotMadeAnyMoreLosesItsLink() throws Exception {
        shelf.put("mini-2026-03-01", "raw", "raw.sha256sum");
        move("mini-2026-03-01.raw", "mini-2026-03-01.qcow2");

        move("mini-2026-03-02.qcow2");

        assertThat(shelf.names())
                .contains(LINK.toString(), CHECKSUM_LINK.toString())
                .doesNotContain("mini-latest.raw", "mini-latest.raw.sha256sum");
        assertThat(shelf.notes()).anyMatch(note -> note.contains("mini-latest.raw:"));
    }

    @Test
    void linksOfUsersStay() throws Exception {
        Files.createSymbolicLink(folder.resolve("mini-latest.raw"), Path.of("/elsewhere/a.raw"));

        move("mini-2026-03-02.qcow2");

        assertThat(target(Path.of("mini-latest.raw"))).isEqualTo("/elsewhere/a.raw");
        assertThat(link().dates()).containsExactly(LocalDate.of(2026, 3, 2));
    }

    private void move(String... published) throws IOException {
        link().moveTo(List.of(published), shelf.events::add);
    }

    private LatestLink link() {
        return new LatestLink(folder, new ImageName("mini"));
    }

    private String target(Path link) throws IOException {
        assertThat(Files.exists(folder.resolve(link), LinkOption.NOFOLLOW_LINKS)).isTrue();
        return Files.readSymbolicLink(folder.resolve(link)).toString();
    }
}
