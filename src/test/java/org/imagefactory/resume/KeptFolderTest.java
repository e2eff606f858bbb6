package org.imagefactory.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Component;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when keeping and going on end in the middle. */
final class KeptFolderTest {

    private static final String RAW = "img-2026-11-22.raw";

    @TempDir private Path folder;
    private Workspace workspace;
    private KeptFolder kept;

    @BeforeEach
    void stage() throws Exception {
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("img"), LocalDate.of(2026, 11, 22)), folder);
        kept = new KeptFolder(workspace);
        Files.createDirectory(workspace.staging());
        Files.writeString(workspace.rawDisk(), "disk");
    }

    /** Of the raw disk, and of another file if there is one. */
    private Checkpoint checkpoint(String... others) throws Exception {
        List<KeptFile> files = new ArrayList<>();
        files.add(KeptFile.of(workspace.rawDisk(), ""));
        for (String other : others) {
            files.add(new KeptFile(other, 1, "", "", "0".repeat(64)));
        }
        return new Checkpoint(
                new Fingerprint("image-factory 2.0.0", "", Map.of("ram", "0"), ""),
                DayNames.day(workspace.name()),
                Instant.EPOCH,
                List.of(),
                List.of(),
                Map.of(new Component(Component.Kind.INSTALLER, "linux"), "1".repeat(64)),
                List.of(),
                Map.of("a", "b"),
                Map.of(),
                List.of("c"),
                files);
    }

    @Test
    void tellsWhatItWasTold() throws Exception {
        Checkpoint checkpoint = checkpoint();
        kept.keep(checkpoint);
        assertThat(workspace.rawDisk()).doesNotExist();
        assertThat(kept.read(workspace).checkpoint()).isEqualTo(checkpoint);
    }

    @Test
    void givesTheFilesBackAndHasThemStill() throws Exception {
        kept.keep(checkpoint());
        for (int attempt = 0; attempt < 2; attempt++) {
            kept.restore(kept.read(workspace));
            assertThat(workspace.rawDisk()).hasContent("disk");
            Files.delete(workspace.rawDisk());
        }
    }

    @Test
    void leavesNothingWhenItCannotKeepEverything() throws Exception {
        Checkpoint checkpoint = checkpoint("img-2026-11-22.gone");
        assertThatThrownBy(() -> kept.keep(checkpoint)).isInstanceOf(NoSuchFileException.class);
        assertThat(workspace.kept()).doesNotExist();
    }

    @Test
    void hasTheOldFilesWhenItCannotKeepTheNewOnes() throws Exception {
        kept.keep(checkpoint());
        kept.restore(kept.read(workspace));
        Checkpoint next = checkpoint("img-2026-11-22.gone");
        assertThatThrownBy(() -> kept.keep(next)).isInstanceOf(NoSuchFileException.class);

        kept.restore(kept.read(workspace));

        assertThat(workspace.rawDisk()).hasContent("disk");
    }

    @Test
    void stagesNothingUnlessAllFilesAreGood() throws Exception {
        Files.writeString(workspace.staging().resolve("img-2026-11-22.x"), "x");
        Checkpoint checkpoint = checkpoint("img-2026-11-22.x");
        kept.keep(checkpoint);
        assertThatThrownBy(() -> kept.restore(kept.read(workspace)))
                .isInstanceOf(UnfitException.class)
                .hasMessage("img-2026-11-22.x is not as it was");
        assertThat(workspace.staging()).isEmptyDirectory();
    }

    @Test
    void isGoneAfterwards() throws Exception {
        kept.keep(checkpoint());
        kept.drop();
        assertThat(kept.exists()).isFalse();
        kept.drop();
    }

    @Test
    void somethingElseInItsPlaceIsReplaced() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("precious"), "mine");
        Files.createSymbolicLink(workspace.kept(), other);
        kept.keep(checkpoint());
        assertThat(other.resolve("precious")).hasContent("mine");
        assertThat(Files.isSymbolicLink(workspace.kept())).isFalse();
        assertThat(kept.read(workspace).checkpoint().files())
                .extracting(KeptFile::name)
                .containsExactly(RAW);
    }
}
