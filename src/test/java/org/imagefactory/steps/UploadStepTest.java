package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HookException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.CleanupStack;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Documents;
import org.imagefactory.spec.HookCommand;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.Sbom;
import org.imagefactory.spec.SignMethod;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;
import org.imagefactory.tools.Hooks;
import org.imagefactory.tools.Rsync;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadStepTest {

    private static final Documents DOCUMENTS =
            new Documents(
                    Sbom.NONE,
                    SignMethod.GPG,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    @TempDir Path folder;

    /** Beside the image; in the order in which the upload names them. */
    private static final List<String> BESIDE =
            List.of(
                    ".changes",
                    ".packages",
                    ".provenance.json",
                    ".provenance.json.asc",
                    ".raw.sha256sum.asc");

    private final RecordingRunner runner = new RecordingRunner();
    private final List<BuildEvent> events = new ArrayList<>();
    private final List<String> pushed = new ArrayList<>();
    private final List<BuildException> failures = new ArrayList<>();
    private List<Path> arrived = List.of();
    private StepContext context;
    private UploadStep step;

    @BeforeEach
    void setUp() throws IOException {
        Workspace workspace =
                new Workspace(DayNames.of(new ImageName("x"), LocalDate.of(2026, 11, 22)), folder);
        Files.writeString(workspace.publishedChecksum(DiskFormat.RAW), "0  x\n");
        for (String suffix : BESIDE) {
            Files.writeString(folder.resolve(workspace.baseName() + suffix), "x");
        }
        context = new StepContext(workspace, new CleanupStack(), events::add, new Facts());
        step = step(List.of(destination("a"), destination("b"), destination("c")));
        Files.createDirectory(workspace.staging());
    }

    private UploadStep step(List<UploadDestination> destinations) {
        Workspace workspace = context.workspace();
        return new UploadStep(
                workspace,
                StepFixture.with(DiskFormat.RAW, false),
                DOCUMENTS,
                destinations,
                new Rsync(runner, List.of()),
                new CloudUpload(
                        workspace,
                        Specs.spec(Specs.anHour()),
                        new FakeCloud(),
                        runner,
                        List.of(Duration.ZERO, Duration.ZERO)),
                new Hooks(runner));
    }

    /** Takes an image after some failures. */
    private final class FakeCloud implements FormMaker {

        @Override
        public void make(
                ProcessRunner programs,
                FinishedImage image,
                CloudForm form,
                Place place,
                BuildListener listener) {
            throw new IllegalStateException();
        }

        @Override
        public String push(
                ProcessRunner programs,
                FinishedImage image,
                UploadDestination to,
                List<Path> files,
                Path work,
                BuildListener listener)
                throws BuildException {
            assertThat(work).isEmptyDirectory();
            pushed.add(image.file().getFileName() + " " + image.build() + " " + to.target());
            arrived = files;
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
            return "there-1";
        }
    }

    private UploadDestination cloud(UploadType type) {
        return new UploadDestination(
                "cloud",
                type,
                "somewhere",
                List.of(),
                Optional.empty(),
                List.of(new HookCommand("post-upload-command", "tell ${image}")));
    }

    @Test
    void aCloudIsServedLikeTheOthers() throws Exception {
        failures.add(new UploadException("it does not answer", "", new IOException()));
        UploadStep clouds = step(List.of(cloud(UploadType.OPENSTACK), destination("b")));

        clouds.run(context);

        String push = "x-2026-11-22.qcow2 x-2026-11-22 somewhere";
        assertThat(pushed).containsExactly(push, push);
        assertThat(programs()).containsExactly("tell", "rsync", "rsync", "first-b", "second-b");
        assertThat(events.toString()).contains("it does not answer; trying again in 0 s");
        assertThat(context.facts().values().get("upload-cloud"))
                .matches("done in \\d+ s, as there-1");
        assertThat(clouds.preview())
                .startsWith("upload x-2026-11-22.qcow2 to openstack, somewhere");
        assertThat(context.workspace().formFolder()).doesNotExist();
    }

    @Test
    void formsOfTheirOwnGoToTheirClouds() throws Exception {
        step(List.of(cloud(UploadType.REGISTRY))).run(context);

        assertThat(pushed).containsExactly("x-2026-11-22.docker.tar x-2026-11-22 somewhere");
    }

    @Test
    void theChecksumsComeLast() throws Exception {
        step(List.of(cloud(UploadType.S3))).run(context);

        assertThat(arrived.stream().map(file -> file.getFileName().toString()))
                .startsWith("x-2026-11-22.qcow2", "x-2026-11-22.changes")
                .endsWith("x-2026-11-22.qcow2.sha256sum")
                .hasSize(BESIDE.size() + 2);
    }

    @Test
    void whatTimeDoesNotHealIsNotTriedAgain() {
        failures.add(new UploadException("wrong password", ""));

        assertThatThrownBy(() -> step(List.of(cloud(UploadType.GCE))).run(context))
                .hasMessage("wrong password");
        assertThat(pushed).hasSize(1);
        assertThat(programs()).isEmpty();
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
                        "rsync",
                        "first-a",
                        "second-a",
                        "rsync",
                        "rsync",
                        "first-b",
                        "second-b",
                        "rsync",
                        "rsync",
                        "first-c",
                        "second-c");
        assertThat(sorted(runner.lines())).isEqualTo(sorted(step.preview()));
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
                        "rsync",
                        "rsync",
                        "rsync",
                        "first-b",
                        "second-b",
                        "rsync",
                        "rsync",
                        "first-c",
                        "second-c");
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
        assertThat(programs()).containsExactly("rsync", "rsync", "first-a", "second-a", "rsync");
    }

    @Test
    void documentsAndSignaturesComeAlongButNothingElse() throws Exception {
        for (String other :
                List.of("x-2026-11-22.json", "x-2026-11-22.qcow2.sha256sum.asc", "y.packages")) {
            Files.writeString(folder.resolve(other), "x");
        }
        step.run(context);
        String first = runner.lines().get(0);
        String files =
                BESIDE.stream().map(name -> " x-2026-11-22" + name).collect(Collectors.joining());
        assertThat(first).endsWith("-- x-2026-11-22.raw" + files + " host::a");
        assertThat(runner.lines().get(1)).endsWith("-- x-2026-11-22.raw.sha256sum host::a");
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

    /** The words of each line in alphabetical order. */
    private static List<String> sorted(List<String> lines) {
        return lines.stream()
                .map(line -> Stream.of(line.split(" ", -1)).sorted().toList().toString())
                .toList();
    }

    private List<String> programs() {
        return runner.commands().stream().map(command -> command.program()).toList();
    }
}
