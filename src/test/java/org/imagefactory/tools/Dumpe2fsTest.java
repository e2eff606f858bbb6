package org.imagefactory.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.RecordingRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Dumpe2fsTest {

    private static final String NAME = "disk.raw?offset=1048576";

    @TempDir private Path folder;

    private final RecordingRunner runner = new RecordingRunner();
    private final List<String> free = new ArrayList<>();

    private Path disk;

    @BeforeEach
    void makeDisk() throws IOException {
        disk = Files.createFile(folder.resolve("disk.raw"));
    }

    @Test
    void argumentIsTheNameOfAFileWhileItRuns() throws Exception {
        runner.on(
                "dumpe2fs",
                (command, listener) -> {
                    assertThat(folder.resolve(NAME)).isEmptyFile();
                    return RecordingRunner.print("  Free blocks: 7-9").to(command, listener);
                });

        look(1048576);

        assertThat(free).containsExactly("7-9");
        assertThat(runner.lines()).containsExactly("dumpe2fs '" + NAME + "'");
        assertNothingLeft();
    }

    @Test
    void wholeFileHasItsOwnName() throws Exception {
        runner.printing("dumpe2fs disk.raw", "  Free blocks: 3");

        look(0);

        assertThat(free).containsExactly("3-3");
        assertNothingLeft();
    }

    @Test
    void nothingIsLeftIfItFails() {
        runner.failing("dumpe2fs", 1, "Bad magic number");

        assertThatThrownBy(() -> look(1048576)).isInstanceOf(CommandException.class);
        assertNothingLeft();
    }

    @Test
    void nothingIsLeftIfItIsInterrupted() {
        runner.interrupting("dumpe2fs");

        assertThatThrownBy(() -> look(1048576)).isInstanceOf(InterruptedException.class);
        assertNothingLeft();
    }

    @Test
    void whatAKilledRunLeftIsNoObstacle() throws Exception {
        Files.createFile(folder.resolve(NAME));

        look(1048576);

        assertNothingLeft();
    }

    private void look(long offset) throws Exception {
        new Dumpe2fs(runner)
                .freeBlocks(
                        new ExtFileSystem(disk, offset),
                        (first, last) -> free.add(first + "-" + last));
    }

    private void assertNothingLeft() {
        assertThat(folder.toFile().list()).containsExactly("disk.raw");
    }
}
