package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FileFact;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageAnswerFileStepTest {

    private static final String SHA256_OF_ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir private Path folder;
    private final Facts facts = new Facts();
    private Workspace workspace;
    private AnswerFile answer;

    @BeforeEach
    void makeTheStagingFolder() throws Exception {
        workspace =
                new Workspace(
                        DayNames.of(new ImageName("mini"), LocalDate.of(2026, 11, 22)), folder);
        Files.createDirectory(workspace.staging());
        answer = new AnswerFile(AnswerFile.Kind.PRESEED, folder.resolve("linux"));
    }

    @Test
    void injectsTheBytesThatTheReportTellsOf() throws Exception {
        Files.writeString(answer.file(), "abc");

        run();

        assertThat(workspace.staging().resolve("answer/linux")).hasContent("abc");
        assertThat(facts.inputs())
                .containsExactly(
                        new FileFact("answer-file", answer.file().toString(), 3, SHA256_OF_ABC));
    }

    @Test
    void saysThatTheFileIsGone() {
        assertThatThrownBy(this::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(answer.file() + " is gone");
    }

    @Test
    void saysWhereItCannotWrite() throws Exception {
        Files.writeString(answer.file(), "abc");
        Files.createFile(workspace.answerFolder());

        assertThatThrownBy(this::run)
                .isInstanceOf(HostException.class)
                .hasMessageContaining("copying the answer file");
    }

    @Test
    void canBeInterrupted() throws Exception {
        Files.writeString(answer.file(), "abc");
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::run).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private void run() throws Exception {
        new StageAnswerFileStep(workspace, answer)
                .run(new StepContext(workspace, new CleanupStack(), event -> {}, facts));
    }
}
