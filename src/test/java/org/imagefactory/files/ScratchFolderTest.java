package org.imagefactory.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    /** The largest process number that Linux gives is 4194304. */
    private static final String GONE = "image-factory-work-999999999-x";

    @TempDir private Path parent;

    @Test
    void isGoneWhenItIsClosed() throws IOException {
        try (ScratchFolder scratch = ScratchFolder.in(parent)) {
            Files.writeString(scratch.file("x"), "y");
            assertThat(scratch.path()).isNotEmptyDirectory();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessLeftGoesAndNothingElse() throws IOException {
        Files.writeString(Files.createDirectory(parent.resolve(GONE)).resolve("script.sh"), "x");
        Path target = Files.createDirectory(parent.resolve("target"));
        Path link =
                Files.createSymbolicLink(parent.resolve("image-factory-work-999999998-x"), target);
        try (ScratchFolder other = ScratchFolder.in(parent);
                ScratchFolder scratch = ScratchFolder.in(parent)) {
            assertThat(other.path()).isDirectory();
            assertThat(scratch.path()).isDirectory();
        }
        assertThat(parent.resolve(GONE)).doesNotExist();
        assertThat(link).isSymbolicLink();
        assertThat(target).isDirectory();
    }
}
