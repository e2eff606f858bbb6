package org.imagefactory.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReasonTest {

    @TempDir Path folder;

    @Test
    void isInTheSystemsWords() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(why(() -> Files.size(folder.resolve("none"))))
                .isEqualTo("no such file or directory");
        assertThat(why(() -> Files.createFile(file))).isEqualTo("file exists");
        assertThat(why(() -> Files.delete(folder))).isEqualTo("directory not empty");
        assertThat(FileReason.of(new NotDirectoryException("/x"))).isEqualTo("not a directory");
        assertThat(why(() -> Files.createFile(file.resolve("x")))).isEqualTo("Not a directory");
        assertThat(FileReason.of(new AccessDeniedException("/x"))).isEqualTo("permission denied");
        assertThat(why(() -> new FileOutputStream(folder.toFile()).close()))
                .isEqualTo("Is a directory");
        assertThat(FileReason.of(new IOException("\u001b[31mred"))).isEqualTo("red");
    }

    @Test
    void namesThePathOnce() {
        assertThat(FileReason.withPath(new AccessDeniedException("/x/y")))
                .isEqualTo("/x/y: permission denied");
        assertThat(FileReason.withPath(new IOException("it is broken"))).isEqualTo("it is broken");
    }

    private static String why(ThrowingCallable access) {
        return FileReason.of(catchThrowableOfType(IOException.class, access));
    }
}
