package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.HookException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.tools.Hooks;
import org.imagefactory.tools.Rsync;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadStepTest {

    @TempDir Path folder;

    private final RecordingRunner runner = new RecordingRunner();
    private final List<BuildEvent> events = new ArrayList<>();
    private StepContext context;
    private UploadStep step;

    @BeforeEach
    void setUp() throws IOException {
        Workspace workspace = new Workspace(new ImageName("x"), LocalDate.of(2026, 11, 22), folder);
        Files.writeString(workspace.publishedChecksum(DiskFormat.RAW), "0  x\n");
        context = new StepContext(workspace, new CleanupStack(), events::add, new Facts());
        step =
                new UploadStep(
                        workspace,
                        DiskFormat.RAW,
                        List.of(destination("a"), destination("b"), destination("c")),
                        new Rsync(runner, List.of()),
                        new Hooks(runner));
    }

    private static UploadDestination destination(String name) {
        return new UploadDestination(
                name,
                "host::" + name,
                List.of(),
                List.of(
                        new HookCommand("post-upload-command", "first-" + name + " ${image}"),
                        new HookCommand("post-upload-command1", "second-" + name)));
    }

    @Test
    void servesAllInOrder() throws Exception {
        step.run(context);
        assertThat(programs())
                .containsExactly(
                        "rsync",
                        "first-a",
                        "second-a",
                        "rsync",
                        "first-b",
                        "second-b",
                        "rsync",
                        "first-c",
                        "second-c");
        assertThat(runner.lines()).isEqualTo(step.preview());
        assertThat(runner.lines()).contains("first-a x-2026-11-22.raw");
        assertThat(context.facts().values()).containsKeys("upload-a", "upload-b", "upload-c");
    }

    @Test
    void aFailureDoesNotKeepTheOthersWaiting() {
        runner.failing("host::a", 23, "no room");
        assertThatThrownBy(() -> step.run(context))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("no room");
        assertThat(programs())
                .containsExactly(
                        "rsync", "rsync", "first-b", "second-b", "rsync", "first-c", "second-c");
    }

    @Test
    void aFailedHookEndsItsDestination() {
        runner.failing("first-b", 3);
        assertThatThrownBy(() -> step.run(context))
                .isInstanceOf(HookException.class)
                .hasMessageContaining("exit status 3");
        assertThat(programs()).doesNotContain("second-b").contains("second-c");
    }

    @Test
    void severalFailuresAreToldTogether() {
        runner.failing("host::a", 23, "no room").failing("first-b", 3);
        assertThatThrownBy(() -> step.run(context))
                .isInstanceOf(UploadException.class)
                .hasMessageContainingAll("2 of 3", "no room", "exit status 3");
    }

    @Test
    void interruptEndsItAtOnce() {
        runner.interrupting("host::b");
        assertThatThrownBy(() -> step.run(context)).isInstanceOf(InterruptedException.class);
        assertThat(programs()).containsExactly("rsync", "first-a", "second-a", "rsync");
    }

    @Test
    void postBuildCommandGetsTheFileName() throws Exception {
        HookCommand hook = new HookCommand("post-build-command", "notify me");
        PostBuildStep last =
                new PostBuildStep(context.workspace(), DiskFormat.RAW, hook, new Hooks(runner));
        assertThatCode(() -> last.run(context)).doesNotThrowAnyException();
        assertThat(runner.lines()).containsExactly("notify me x-2026-11-22.raw");
        assertThat(last.preview()).isEqualTo(runner.lines());
    }

    private List<String> programs() {
        return runner.commands().stream().map(command -> command.program()).toList();
    }
}
