package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.RecordingRunner;
import org.imagefactory.forms.FinishedImage;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.Copy;
import org.imagefactory.spec.ImageName;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.UploadDestination;
import org.imagefactory.spec.UploadType;
import org.imagefactory.tools.Specs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnfinishedPushesTest {

    private static final UploadDestination CLOUD =
            new UploadDestination(
                    "cloud",
                    UploadType.OPENSTACK,
                    "{\"a\": 1}",
                    List.of(),
                    Optional.empty(),
                    List.of());

    @TempDir private Path folder;
    private final List<String> removed = new ArrayList<>();
    private final List<BuildEvent> events = new ArrayList<>();
    private boolean unreachable;
    private Workspace workspace;

    @BeforeEach
    void killedYesterday() throws Exception {
        workspace =
                new Workspace(DayNames.of(new ImageName("x"), LocalDate.of(2026, 11, 22)), folder);
        Files.createDirectory(workspace.staging());
        pushes(CLOUD).begin(CLOUD);
        pushes(CLOUD).begin(CLOUD);
        workspace =
                new Workspace(DayNames.of(new ImageName("x"), LocalDate.of(2026, 11, 23)), folder);
    }

    @Test
    void aKilledPushIsKnownUntilWhatItLeftIsGone() throws Exception {
        unreachable = true;
        assertThat(pushes(CLOUD).all()).hasSize(1);

        assertThat(remove(CLOUD)).isFalse();
        assertThat(pushes(CLOUD).all()).hasSize(1);
        assertThat(events.toString())
                .contains("what the push of x-2026-11-22 to cloud may have left stays: nobody");

        unreachable = false;
        assertThat(remove(CLOUD)).isTrue();
        assertThat(removed).containsExactly("x-2026-11-22 cloud");
        assertThat(workspace.pushes()).doesNotExist();
        assertThat(workspace.formFolder()).doesNotExist();
    }

    @Test
    void onePushEndsAndAnotherStays() throws Exception {
        pushes(CLOUD).begin(CLOUD);
        assertThat(pushes(CLOUD).all()).hasSize(2);

        pushes(CLOUD).end(CLOUD);

        assertThat(pushes(CLOUD).all())
                .extracting(UnfinishedPushes.Push::build)
                .containsExactly("x-2026-11-22");
    }

    /** Nor would it be true that something was removed. */
    @ParameterizedTest
    @EnumSource(names = {"S3", "REGISTRY"})
    void whatLeavesNothingIsNotWrittenDown(UploadType type) throws Exception {
        UploadDestination to =
                new UploadDestination(
                        "there", type, "images/x", List.of(), Optional.empty(), List.of());

        pushes(to).begin(to);

        assertThat(pushes(to).all())
                .extracting(UnfinishedPushes.Push::destination)
                .containsExactly("cloud");
    }

    @Test
    void anotherPlaceOfTheSameNameIsLeftAlone() throws Exception {
        UploadDestination other =
                new UploadDestination(
                        "cloud",
                        UploadType.OPENSTACK,
                        "{\"a\": 2}",
                        List.of(),
                        Optional.empty(),
                        List.of());

        assertThat(remove(other)).isFalse();

        assertThat(removed).isEmpty();
        assertThat(events.toString())
                .contains("there is no such destination any more", "its line from " + folder);
    }

    private boolean remove(UploadDestination now) throws Exception {
        return pushes(now).remove(pushes(now).all().get(0), events::add);
    }

    private UnfinishedPushes pushes(UploadDestination now) {
        ImageSpec spec = Copy.with(Specs.spec(Specs.anHour()), "uploads", List.of(now));
        return new UnfinishedPushes(workspace, spec, new FakeCloud(), new RecordingRunner());
    }

    private final class FakeCloud implements FormMaker {

        @Override
        public void make(
                ProcessRunner runner,
                FinishedImage image,
                CloudForm form,
                Place place,
                BuildListener listener) {
            throw new IllegalStateException();
        }

        @Override
        public void removeLeftovers(
                ProcessRunner runner,
                FinishedImage image,
                UploadDestination to,
                Path work,
                BuildListener listener)
                throws BuildException {
            assertThat(work).isEmptyDirectory();
            if (unreachable) {
                throw new UploadException("nobody answers", "");
            }
            removed.add(image.build() + " " + to.name());
        }
    }
}
