package org.imagefactory.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.history.DayNames;
import org.imagefactory.history.History;
import org.imagefactory.history.Records;
import org.imagefactory.libvirt.TestLibvirt;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StagingFolders;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageName;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir private Path folder;
    private final RecordingRunner runner = new RecordingRunner();
    private final StagingFolders stagingFolders = new StagingFolders(Duration.ZERO);
    private List<PrunedItem> elsewhere = List.of();
    private boolean unreachable;
    private Shelf shelf;
    private Workspace workspace;

    @BeforeEach
    void nameTheWorkspace() {
        shelf = new Shelf(folder);
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("mini"), LocalDate.of(2026, 3, 10)), folder);
    }

    @Test
    void nothingIsNothing() throws Exception {
        assertThat(leftovers().remove()).isEmpty();

        assertThat(shelf.names()).isEmpty();
        assertThat(runner.lines()).isEmpty();
    }

    @Test
    void aKilledBuildLosesItsFolderAndItsMachine() throws Exception {
        killed();
        runner.once("list --all --name", RecordingRunner.print(workspace.domainName()));
        assertThat(leftovers().preview())
                .singleElement()
                .satisfies(item -> assertThat(item.sizeBytes()).isEqualTo(9))
                .satisfies(item -> assertThat(item.name()).isEqualTo(".mini.staging"));

        assertThat(leftovers().remove()).hasSize(1);

        assertThat(shelf.names()).isEmpty();
        assertThat(runner.lines())
                .anyMatch(line -> line.endsWith("destroy " + workspace.domainName()));
        assertThat(shelf.notes()).anyMatch(note -> note.contains("killed build"));
    }

    @Test
    void theFolderForSocketsGoesToo() throws Exception {
        killed();
        Path parent = Files.createDirectory(workspace.staging().resolveSibling("temporary"));
        Path sockets =
                Files.createDirectory(parent.resolve("image-factory-" + workspace.key() + "-123"));
        Files.createFile(sockets.resolve("console"));
        Path other = Files.createDirectory(parent.resolve("image-factory-0123abcd-123"));

        new Leftovers(
                        workspace,
                        stagingFolders,
                        TestLibvirt.engine(runner, parent),
                        Specs.machine(),
                        new Cloud(),
                        shelf.events::add)
                .remove();

        assertThat(sockets).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void withoutLibvirtTheFolderGoesAllTheSame() throws Exception {
        killed();
        runner.missing("virsh");

        leftovers().remove();

        assertThat(shelf.names()).isEmpty();
        assertThat(shelf.warnings()).anyMatch(text -> text.contains("may still run"));
    }

    @Test
    void aRunningBuildKeepsItsFolder() throws Exception {
        CleanupStack build = new CleanupStack();
        stagingFolders.acquire(workspace, build);
        Files.writeString(workspace.rawDisk(), "half-made");

        assertThat(stagingFolders.isOwned(workspace)).isTrue();
        assertThatThrownBy(() -> leftovers().remove()).isInstanceOf(HostException.class);

        assertThat(workspace.rawDisk()).exists();
        assertThat(runner.lines()).isEmpty();
        build.unwind(true, text -> {});
        assertThat(stagingFolders.isOwned(workspace)).isFalse();
    }

    @Test
    void aKilledBuildOwnsNothing() throws Exception {
        killed();

        assertThat(stagingFolders.isOwned(workspace)).isFalse();
        assertThat(workspace.rawDisk()).exists();
    }

    @Test
    void keptWorkGoesWhenAGoodBuildHasFollowed() throws Exception {
        new History(folder).add(Records.good("mini", 3));
        Instant good = new History(folder).lastGood("mini").orElseThrow().finished();
        Path link = keep();

        kept(good.plus(Duration.ofHours(1)));
        assertThat(leftovers().remove()).isEmpty();
        assertThat(workspace.kept()).exists();

        kept(good.minus(Duration.ofHours(1)));
        assertThat(leftovers().remove()).hasSize(1);
        assertThat(shelf.names()).containsExactly("precious");
        assertThat(link).hasContent("precious");
    }

    @Test
    void keptWorkStaysWithoutAHistory() throws Exception {
        keep();
        kept(Instant.EPOCH);

        assertThat(leftovers().remove()).isEmpty();

        assertThat(workspace.kept()).exists();
    }

    /** Something in a cloud, which may be gone at the second try only. */
    private final class Cloud implements Leftovers.Elsewhere {

        @Override
        public List<PrunedItem> preview() {
            return elsewhere;
        }

        @Override
        public List<PrunedItem> remove() {
            assertThat(workspace.lockFile()).exists();
            return unreachable ? List.of() : elsewhere;
        }
    }

    @Test
    void whatIsElsewhereGoesWhileNobodyBuilds() throws Exception {
        elsewhere =
                List.of(new PrunedItem("mini-2026-03-09 in x", List.of(), "why", 0, 0, List.of()));
        unreachable = true;
        assertThat(leftovers().preview()).isEqualTo(elsewhere);
        assertThat(leftovers().remove()).isEmpty();

        unreachable = false;
        assertThat(leftovers().remove()).isEqualTo(elsewhere);
        assertThat(shelf.names()).isEmpty();
    }

    private Leftovers leftovers() {
        return new Leftovers(
                workspace,
                stagingFolders,
                TestLibvirt.engine(runner, folder),
                Specs.machine(),
                new Cloud(),
                shelf.events::add);
    }

    private void killed() throws IOException {
        Files.createDirectories(workspace.staging());
        Files.createFile(workspace.lockFile());
        Files.writeString(workspace.rawDisk(), "half-made");
    }

    /** Returns a file that a link in it leads to. */
    private Path keep() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Files.createDirectories(workspace.kept().resolve("deep"));
        Files.writeString(workspace.kept().resolve("deep/disk.raw"), "half-made");
        Files.createSymbolicLink(workspace.kept().resolve("link"), precious);
        return precious;
    }

    private void kept(Instant time) throws IOException {
        Files.setLastModifiedTime(workspace.kept(), FileTime.from(time));
    }
}
