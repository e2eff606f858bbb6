package org.imagefactory.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.BuildRecord;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.Retention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {

    private static final Optional<Integer> NO = Optional.empty();
    private static final Retention ONE = keep(1, 1);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

    @TempDir private Path folder;
    private Shelf shelf;

    @BeforeEach
    void openTheShelf() {
        shelf = new Shelf(folder);
    }

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void removesAllFilesOfABuildAndNoOthers() throws Exception {
        shelf.good("mini-2026-03-01");
        shelf.put("mini-2026-03-01", "raw", "raw.sha256sum", "spdx.json", "failure.tar.gz");
        shelf.good("mini-2026-03-02");
        shelf.put("mini-2026-03-01", "notes", "qcow2.bak", "log.1");
        shelf.put("my", "own");

        List<PrunedItem> items = prune(keep(1, 0));

        assertThat(shelf.builds()).containsExactly("mini-2026-03-01", "mini-2026-03-02", "my.own");
        assertThat(shelf.names())
                .filteredOn(name -> name.startsWith("mini-2026-03-01"))
                .containsExactly(
                        "mini-2026-03-01.log.1",
                        "mini-2026-03-01.notes",
                        "mini-2026-03-01.qcow2.bak");
        assertThat(items)
                .extracting(PrunedItem::name)
                .containsExactly("mini-2026-03-02", "mini-2026-03-01");
        assertThat(items.get(0).kept()).containsExactly("newest good image", "keep");
        assertThat(items.get(1).goes()).isTrue();
        assertThat(items.get(1).files()).isEqualTo(15);
        assertThat(items.get(1).others())
                .containsExactly(
                        "mini-2026-03-01.log.1",
                        "mini-2026-03-01.notes",
                        "mini-2026-03-01.qcow2.bak");
        assertThat(shelf.notes())
                .anyMatch(note -> note.contains("removed the image mini-2026-03-01: 15 files"))
                .anyMatch(note -> note.contains("left alone") && note.contains("01.notes"));
    }

    @Test
    void countsTheBytesThatGo() throws Exception {
        shelf.put("mini-2026-03-01", "qcow2", "qcow2.sha256sum");
        shelf.good("mini-2026-03-02");

        PrunedItem gone = prune(keep(1, 0)).get(1);

        assertThat(gone.sizeBytes())
                .isEqualTo("mini-2026-03-01.qcow2mini-2026-03-01.qcow2.sha256sum".length());
    }

    @Test
    void previewChangesNothing() throws Exception {
        shelf.good("mini-2026-03-01");
        shelf.good("mini-2026-03-02");
        shelf.failed("mini-2026-03-03");
        shelf.failed("mini-2026-03-04");
        List<String> before = shelf.names();

        List<PrunedItem> items = pruning().preview(ONE, TODAY);

        assertThat(shelf.names()).isEqualTo(before);
        assertThat(prune(ONE)).isEqualTo(items);
        assertThat(shelf.builds()).containsExactly("mini-2026-03-02", "mini-2026-03-04");
    }

    @Test
    void neverTouchesAnotherImage() throws Exception {
        for (String image :
                List.of("debian", "debian-12", "debian-12-cloud", "debian-2026-03-01")) {
            shelf.good(image + "-2026-03-01");
            shelf.good(image + "-2026-03-02");
        }

        new Pruning(folder, new ImageName("debian"), shelf.events::add).run(keep(1, 1), TODAY);
        new Pruning(folder, new ImageName("debian-12"), shelf.events::add).run(keep(1, 1), TODAY);

        assertThat(shelf.builds())
                .containsExactly(
                        "debian-12-2026-03-02",
                        "debian-12-cloud-2026-03-01",
                        "debian-12-cloud-2026-03-02",
                        "debian-2026-03-01-2026-03-01",
                        "debian-2026-03-01-2026-03-02",
                        "debian-2026-03-02");
    }

    @Test
    void followsNoLinks(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("archive.qcow2"), "precious");
        Files.createDirectory(folder.resolve("mini-2026-03-03.log"));
        Files.createSymbolicLink(
                folder.resolve("mini-2026-03-02.qcow2"), elsewhere.resolve("archive.qcow2"));
        shelf.put("mini-2026-03-02", "qcow2.sha256sum", "packages");
        shelf.good("mini-2026-03-01");
        shelf.good("mini-2026-03-04");
        Files.delete(folder.resolve("mini-2026-03-01.json"));
        Files.createSymbolicLink(
                folder.resolve("mini-2026-03-01.json"), elsewhere.resolve("archive.qcow2"));

        prune(ONE);

        assertThat(elsewhere.resolve("archive.qcow2")).hasContent("precious");
        assertThat(shelf.names())
                .filteredOn(name -> !name.startsWith("mini-2026-03-04"))
                .containsExactly(
                        "mini-2026-03-01.json",
                        "mini-2026-03-02.packages",
                        "mini-2026-03-02.qcow2",
                        "mini-2026-03-02.qcow2.sha256sum",
                        "mini-2026-03-03.log");
    }

    @Test
    void aBuildIsGoodIfItIsRememberedSo() throws Exception {
        remember(Records.good("mini", 0), Records.good("mini", 1), Records.bad("mini", 2));
        shelf.put("mini-2026-03-01", "qcow2", "json");
        shelf.put("mini-2026-03-02", "qcow2", "json");
        shelf.failed("mini-2026-03-03");

        prune(keep(1, 1));

        assertThat(shelf.builds()).containsExactly("mini-2026-03-02", "mini-2026-03-03");
    }

    @Test
    void aBuildOfAnOlderVersionIsGoodIfItHasAChecksum() throws Exception {
        shelf.put("mini-2026-03-01", "raw", "raw.sha256sum");
        shelf.put("mini-2026-03-02", "raw");
        shelf.put("mini-2026-03-03", "raw", "raw.sha256sum");
        shelf.failed("mini-2026-03-04");

        List<PrunedItem> items = prune(keep(1, 1));

        assertThat(shelf.builds())
                .containsExactly("mini-2026-03-02", "mini-2026-03-03", "mini-2026-03-04");
        assertThat(items.get(2).kept()).containsExactly(KeepReason.UNCLEAR.text());
    }

    @Test
    void aDayWithAGoodAndAFailedBuildIsGood() throws Exception {
        remember(
                Records.good("mini", 0),
                Records.bad("mini", 0),
                Records.bad("mini", 1),
                Records.bad("mini", 2));
        shelf.good("mini-2026-03-01");
        shelf.failed("mini-2026-03-01");
        shelf.failed("mini-2026-03-02");
        shelf.failed("mini-2026-03-03");

        prune(keep(1, 1));

        assertThat(shelf.builds()).containsExactly("mini-2026-03-01", "mini-2026-03-03");
        assertThat(shelf.has("mini-2026-03-01.failure.tar.gz")).isTrue();
    }

    @Test
    void aCancelledBuildCountsAsFailed() throws Exception {
        remember(Records.record("mini", 0, new Outcome(ExitStatus.TERMINATED, "cancelled", "")));
        shelf.put("mini-2026-03-01", "log", "json");
        shelf.failed("mini-2026-03-02");

        prune(keep(1, 1));

        assertThat(shelf.builds()).containsExactly("mini-2026-03-02");
    }

    /** A sign-command may call its files as it likes; so it counts what was published. */
    @Test
    void onlyPublishedSignaturesGoIfThatIsKnown() throws Exception {
        remember(published("qcow2", "qcow2.sha256sum.minisig"));
        shelf.put("mini-2026-03-01", "qcow2", "qcow2.sha256sum", "qcow2.sha256sum.minisig");
        shelf.put("mini-2026-03-01", "provenance.json.mine");
        shelf.good("mini-2026-03-02");

        prune(keep(1, 1));

        assertThat(shelf.names())
                .filteredOn(name -> name.startsWith("mini-2026-03-01"))
                .containsExactly("mini-2026-03-01.provenance.json.mine");
    }

    @Test
    void damagedHistoryIsAWarningAndChecksumsCount() throws Exception {
        remember(Records.good("mini", 0));
        Files.writeString(folder.resolve(History.FOLDER + "/mini.json"), "{");
        shelf.good("mini-2026-03-01");
        shelf.good("mini-2026-03-02");

        prune(ONE);

        assertThat(shelf.warnings()).singleElement().asString().contains("history of mini");
        assertThat(shelf.builds()).containsExactly("mini-2026-03-02");
    }

    @Test
    void whatALinkLeadsToStays() throws Exception {
        shelf.good("mini-2026-03-01");
        shelf.good("mini-2026-03-02");
        shelf.good("mini-2026-03-03");
        Files.createSymbolicLink(
                folder.resolve("mini-latest.qcow2"), Path.of("mini-2026-03-01.qcow2"));

        List<PrunedItem> items = prune(ONE);

        assertThat(shelf.builds())
                .containsExactly("mini-2026-03-01", "mini-2026-03-03", "mini-latest.qcow2");
        assertThat(items.get(2).kept()).containsExactly(KeepReason.LINKED.text());
    }

    @Test
    void nothingOfTodayGoes() throws Exception {
        shelf.good("mini-2026-03-09");
        shelf.failed("mini-2026-03-10");
        shelf.failed("mini-2026-03-11");

        prune(ONE);

        assertThat(shelf.builds())
                .containsExactly("mini-2026-03-09", "mini-2026-03-10", "mini-2026-03-11");
    }

    @Test
    void anInterruptStopsBeforeTheFirstFile() throws Exception {
        shelf.good("mini-2026-03-01");
        shelf.good("mini-2026-03-02");
        List<String> before = shelf.names();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> prune(ONE)).isInstanceOf(InterruptedException.class);

        assertThat(shelf.names()).isEqualTo(before);
    }

    @Test
    void anInterruptStopsBetweenBuilds() throws Exception {
        shelf.good("mini-2026-03-01");
        shelf.good("mini-2026-03-02");
        shelf.good("mini-2026-03-03");
        Pruning pruning =
                new Pruning(
                        folder, new ImageName("mini"), event -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> pruning.run(ONE, TODAY)).isInstanceOf(InterruptedException.class);

        assertThat(shelf.builds()).containsExactly("mini-2026-03-01", "mini-2026-03-03");
        assertThat(shelf.names()).hasSize(22);
        prune(ONE);
        assertThat(shelf.builds()).containsExactly("mini-2026-03-03");
    }

    /** However far a removal came, what is left looks like no image, and the next one ends it. */
    @Test
    void removalGoesOnWhereItStopped() throws Exception {
        remember(
                published("qcow2", "qcow2.sha256sum.asc", "provenance.json.asc"),
                Records.good("mini", 1));
        shelf.good("mini-2026-03-02");
        shelf.good("mini-2026-03-01");
        StoredBuild first =
                new StoredBuilds(folder, new ImageName("mini"), List.of()).list().get(1);
        List<Path> order = first.files().stream().map(StoredBuild.StoredFile::path).toList();

        assertThat(order.get(0)).hasFileName("mini-2026-03-01.qcow2.sha256sum");
        assertThat(order.get(1)).hasFileName("mini-2026-03-01.qcow2");
        for (int removed = 1; removed < order.size(); removed++) {
            shelf.good("mini-2026-03-01");
            for (Path file : order.subList(0, removed)) {
                Files.delete(file);
            }
            prune(ONE);
            assertThat(shelf.builds()).as("after %d", removed).containsExactly("mini-2026-03-02");
        }
    }

    @Test
    void aFolderThatIsGoneIsTold() {
        Pruning pruning =
                new Pruning(folder.resolve("none"), new ImageName("mini"), shelf.events::add);

        assertThatThrownBy(() -> pruning.run(ONE, TODAY)).isInstanceOf(IOException.class);
    }

    private List<PrunedItem> prune(Retention rules) throws Exception {
        return pruning().run(rules, TODAY);
    }

    private Pruning pruning() {
        return new Pruning(folder, new ImageName("mini"), shelf.events::add);
    }

    private void remember(BuildRecord... builds) throws IOException {
        for (BuildRecord build : builds) {
            new History(folder).add(build);
        }
    }

    /** A good build of the first night that published these files. */
    private static BuildRecord published(String... suffixes) {
        BuildRecord good = Records.good("mini", 0);
        return new BuildRecord(
                good.image(),
                good.date(),
                good.started(),
                good.finished(),
                good.outcome(),
                good.inputs(),
                Stream.of(suffixes).map(PruningTest::fact).toList(),
                good.steps(),
                good.values(),
                0);
    }

    private static FileFact fact(String suffix) {
        return new FileFact("mini-2026-03-01." + suffix, "", 1, "");
    }

    private static Retention keep(int images, int failures) {
        return new Retention(
                Optional.of(images), NO, NO, NO, failures == 0 ? NO : Optional.of(failures));
    }
}
