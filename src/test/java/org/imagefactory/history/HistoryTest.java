package org.imagefactory.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.files.ForeignFileException;
import org.imagefactory.report.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

    @TempDir private Path folder;
    private History history;

    @BeforeEach
    void open() {
        history = new History(folder);
    }

    @Test
    void remembersNothingAtFirst() throws IOException {
        assertThat(history.images()).isEmpty();
        assertThat(history.of("a")).isEmpty();
        assertThat(history.lastGood("a")).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void remembersEverythingOfEachBuild() throws IOException {
        BuildRecord good = Records.good("a", 1);
        BuildRecord bad = Records.bad("a", 2);
        history.add(good);
        history.add(bad);
        history.add(Records.good("b.c", 3));

        assertThat(new History(folder).of("a")).containsExactly(good, bad);
        assertThat(history.lastGood("a")).contains(good);
        assertThat(history.images()).containsExactly("a", "b.c");
    }

    @Test
    @Timeout(30) // who opens a pipe waits for its writer
    void opensNothingButFiles() throws Exception {
        Path hidden = Files.createDirectory(folder.resolve(History.FOLDER));
        assertThat(
                        new ProcessBuilder("mkfifo", hidden.resolve("pipe.json").toString())
                                .start()
                                .waitFor())
                .isZero();
        Files.createSymbolicLink(hidden.resolve("link.json"), Path.of("/dev/zero"));
        for (String image : List.of("pipe", "link")) {
            assertThatThrownBy(() -> history.of(image))
                    .isInstanceOf(DamagedHistoryException.class)
                    .hasMessageContaining("no regular file");
            history.add(Records.good(image, 1)); // put aside, and begun anew
            assertThat(history.of(image)).hasSize(1);
        }
    }

    @Test
    void keepsTheFolderFromOthers() throws IOException {
        history.add(Records.good("a", 1));

        Path hidden = folder.resolve(History.FOLDER);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(hidden)))
                .isEqualTo("rwx------");
        assertThat(names(hidden)).containsExactly("a.json");
    }

    @Test
    @Timeout(20)
    void doesNotWaitForAPipeInPlaceOfAFile() throws Exception {
        history.add(Records.good("b", 1));
        Path pipe = folder.resolve(History.FOLDER).resolve("a.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertThatThrownBy(() -> history.of("a"))
                .isInstanceOf(DamagedHistoryException.class)
                .hasMessageContaining("is no regular file");
        assertThat(history.add(Records.good("a", 1))).isPresent();
        assertThat(history.of("a")).hasSize(1);
    }

    @Test
    void doesNotFollowALinkInPlaceOfTheFolder() throws IOException {
        Path victim = Files.createDirectory(folder.resolve("victim"));
        Files.createSymbolicLink(folder.resolve(History.FOLDER), victim);

        assertThatThrownBy(() -> history.add(Records.good("a", 1)))
                .isInstanceOf(ForeignFileException.class);
        assertThatThrownBy(() -> history.of("a")).isInstanceOf(ForeignFileException.class);
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void doesNotBelieveSomebodyElse() throws IOException {
        history.add(Records.good("a", 1));
        Files.setAttribute(folder.resolve(History.FOLDER), "unix:uid", 12345);

        assertThatThrownBy(() -> history.of("a"))
                .isInstanceOf(ForeignFileException.class)
                .hasMessageContaining("belongs to another user");
        // Who owns the folder around it may do there what he likes.
        Files.setAttribute(folder, "unix:uid", 12345);
        assertThat(history.of("a")).hasSize(1);
    }

    @Test
    void forgetsTheOldest() throws IOException {
        for (int night = 0; night <= History.LONGEST; night++) {
            history.add(Records.good("a", night));
        }

        assertThat(history.of("a"))
                .hasSize(History.LONGEST)
                .startsWith(Records.good("a", 1))
                .endsWith(Records.good("a", History.LONGEST));
    }

    @Test
    void aCancelledBuildSaysNothingAboutTheImage() {
        Outcome outcome = new Outcome(ExitStatus.TERMINATED, "cancelled", "");

        assertThat(Records.record("a", 1, outcome).isVerdict()).isFalse();
        assertThat(Records.bad("a", 1).isVerdict()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"version\": 1, \"builds\": [{}]}",
                "{\"version\": 1, \"builds\": [{\"image\": 7}]}",
                "{\"version\": 1, \"builds\": {}}",
                "{\"version\": 2, \"builds\": []}",
                "{\"version\": 1, \"builds\": ["
            })
    void beginsAnewWhereTheMemoryIsDamaged(String text) throws IOException {
        history.add(Records.good("a", 1));
        Path file = folder.resolve(History.FOLDER).resolve("a.json");
        Files.writeString(file, text);

        assertThatThrownBy(() -> history.of("a"))
                .isInstanceOf(DamagedHistoryException.class)
                .hasMessageContaining(file.toString());
        assertThat(history.add(Records.good("a", 2)))
                .hasValueSatisfying(aside -> assertThat(aside).hasContent(text));
        assertThat(history.of("a")).containsExactly(Records.good("a", 2));
        assertThat(history.images()).containsExactly("a");
    }

    /** Whoever reads it has 64 MB of memory. */
    @Test
    void moreThanItEverWritesIsDamage() throws IOException {
        history.add(Records.good("a", 1));
        Path file = folder.resolve(History.FOLDER).resolve("a.json");
        String text = Files.readString(file).replaceAll("\\s+", "");
        int start = text.indexOf('[') + 1;
        String one = text.substring(start, text.lastIndexOf(']'));
        Files.writeString(file, text.substring(0, start) + one + ("," + one).repeat(19_999) + "]}");

        assertThatThrownBy(() -> history.of("a")).isInstanceOf(DamagedHistoryException.class);
    }

    @Test
    void losesNothingWhenItCannotWrite() throws IOException {
        history.add(Records.good("a", 1));
        Path hidden = folder.resolve(History.FOLDER);
        Path moved = Files.move(hidden, folder.resolve("moved"));
        Files.createFile(hidden);

        assertThatThrownBy(() -> history.add(Records.good("a", 2))).isInstanceOf(IOException.class);

        Files.delete(hidden);
        Files.move(moved, hidden);
        assertThat(history.of("a")).containsExactly(Records.good("a", 1));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
