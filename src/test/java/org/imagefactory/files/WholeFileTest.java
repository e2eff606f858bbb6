package org.imagefactory.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir private Path folder;

    @Test
    void replacesAFileAndItsMode() throws IOException {
        Path file = folder.resolve("a.json");
        write(file, "old", WholeFile.PUBLIC);
        write(file, "new", WholeFile.PRIVATE);

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(WholeFile.PRIVATE);
        assertThat(folder)
                .isDirectoryContaining(file::equals)
                .isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void leavesEverythingAsItWasWhenItCannot() throws IOException {
        Path inTheWay = Files.createDirectory(folder.resolve("a.json"));
        Files.createFile(inTheWay.resolve("content"));

        assertThatThrownBy(() -> write(inTheWay, "new", WholeFile.PUBLIC))
                .isInstanceOf(IOException.class);
        assertThat(inTheWay.resolve("content")).exists();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        assertThatThrownBy(() -> write(folder.resolve("no/a"), "new", WholeFile.PUBLIC))
                .isInstanceOf(IOException.class);
    }

    private static void write(Path file, String text, String mode) throws IOException {
        WholeFile.write(file, text.getBytes(StandardCharsets.UTF_8), mode);
    }
}
