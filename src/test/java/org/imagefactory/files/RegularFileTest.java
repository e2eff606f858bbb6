package org.imagefactory.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegularFileTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("record"), "text");
    }

    @Test
    void anInterruptThatIsPendingIsNoFaultOfTheFile() throws Exception {
        Thread.currentThread().interrupt();
        byte[] content = RegularFile.read(file, 4);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(content).asString().isEqualTo("text");
    }

    @Test
    void neitherLongerOnesNorLinksAreRead() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThatThrownBy(() -> RegularFile.read(file, 3))
                .isInstanceOf(ForeignFileException.class);
        assertThatThrownBy(() -> RegularFile.read(link, 4))
                .isInstanceOf(ForeignFileException.class);
        assertThatThrownBy(() -> RegularFile.open(link)).isInstanceOf(ForeignFileException.class);
    }
}
