package org.imagefactory.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {

    @TempDir private Path parent;
    private Path folder;
    private Path outside;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectories(parent.resolve("folder/below")).getParent();
        outside = Files.createDirectory(parent.resolve("outside"));
        Files.createFile(outside.resolve("file"));
        Files.createFile(folder.resolve("below/file"));
        Files.createSymbolicLink(folder.resolve("below/link"), outside);
    }

    @Test
    void deletesWithoutFollowingLinks() throws IOException {
        FolderTree.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(outside.resolve("file")).exists();
    }

    @Test
    void emptiesButForOneFile() throws IOException {
        Path lock = Files.createFile(folder.resolve("lock"));

        assertThat(FolderTree.empty(folder, lock)).isTrue();
        assertThat(folder).isDirectoryContaining(lock::equals);
        assertThat(folder.resolve("below")).doesNotExist();
        assertThat(outside.resolve("file")).exists();
        assertThat(FolderTree.empty(folder, lock)).isFalse();
    }

    @Test
    void isContentWithNothing() throws IOException {
        FolderTree.delete(folder);
        FolderTree.delete(folder);

        assertThat(folder).doesNotExist();
    }
}
