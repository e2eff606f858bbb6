package org.imagefactory.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.imagefactory.error.HostException;
import org.imagefactory.history.DayNames;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.results.DocumentKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChangesStepTest {

    private static final String LIST = "apt\t3.0.3\tamd64\nbash\t5.2-1\tamd64\n";

    @TempDir Path root;
    private StepFixture fixture;

    @BeforeEach
    void makeFixture() throws Exception {
        fixture = new StepFixture(root);
        Files.writeString(fixture.workspace.staged(StepFixture.DISK.format()), "image");
        Files.writeString(fixture.workspace.document(DocumentKind.PACKAGES), LIST);
    }

    private void published(String name, String text) throws Exception {
        Files.writeString(fixture.folder.resolve(name), text);
    }

    private String changes() throws Exception {
        fixture.run(
                new ChangesStep(
                        fixture.workspace, StepFixture.DISK, new DayNames(Clock.systemUTC())));
        return Files.readString(fixture.workspace.document(DocumentKind.CHANGES));
    }

    private String notes() {
        return fixture.events.stream()
                .filter(BuildEvent.Note.class::isInstance)
                .map(BuildEvent::toString)
                .toList()
                .toString();
    }

    @Test
    void theFirstBuildHasNothingToCompareWith() throws Exception {
        assertThat(changes()).isEqualTo("img-2026-11-22 (5 bytes): no earlier build\n");
        assertThat(notes()).contains("no earlier build to compare with");
        assertThat(fixture.facts.values()).doesNotContainKey("packages-added");
    }

    @Test
    void comparesWithTheNewestOfTheEarlierDays() throws Exception {
        published("img-2026-11-19.packages", "old\t1\tall\n");
        published("img-2026-11-21.packages", "apt\t3.0.2\tamd64\ngone\t1\tall\n");
        published("img-2026-11-21.qcow2", "larger image");
        published("img-2026-11-22.packages", "today\t1\tall\n");
        published("img-2026-11-23.packages", "tomorrow\t1\tall\n");
        assertThat(changes())
                .isEqualTo(
                        """
                        img-2026-11-21 (12 bytes) -> img-2026-11-22 (5 bytes): -7 bytes
                        + bash 5.2-1
                        - gone 1
                        ^ apt 3.0.2 -> 3.0.3
                        """);
        assertThat(notes())
                .contains("packages since img-2026-11-21: 1 added, 1 removed, 1 upgraded");
        assertThat(fixture.facts.values())
                .containsEntry("changes-since", "img-2026-11-21")
                .containsEntry("packages-added", "1")
                .containsEntry("packages-removed", "1")
                .containsEntry("packages-upgraded", "1")
                .containsEntry("packages-downgraded", "0");
    }

    @Test
    void anotherImageIsNoEarlierBuild() throws Exception {
        published("img-1-2026-11-21.packages", "x\t1\tall\n");
        published("img-2026-11-20-2026-11-21.packages", "x\t1\tall\n");
        published("im-2026-11-21.packages", "x\t1\tall\n");
        published("img-2026-11-21.packages.old", "x\t1\tall\n");
        published("img-2026-11-31.packages", "x\t1\tall\n");
        published("IMG-2026-11-21.packages", "x\t1\tall\n");
        published("xxx-2026-11-21.packages", "x\t1\tall\n");
        Files.createDirectory(fixture.folder.resolve("img-2026-11-20.packages"));
        assertThat(changes()).endsWith(": no earlier build\n");
    }

    @Test
    void theSizeOfAnImageThatIsGoneIsUnknown() throws Exception {
        published("img-2026-11-21.packages", LIST);
        assertThat(changes())
                .isEqualTo("img-2026-11-21 (size unknown) -> img-2026-11-22 (5 bytes)\n");
        assertThat(notes()).contains("no package changed");
    }

    @Test
    void anEarlierListThatCannotBeReadFailsNothing() throws Exception {
        published("img-2026-11-21.packages", "not a list\n");
        fixture.run(
                new ChangesStep(
                        fixture.workspace, StepFixture.DISK, new DayNames(Clock.systemUTC())));
        assertThat(fixture.workspace.document(DocumentKind.CHANGES)).doesNotExist();
        assertThat(fixture.warnings())
                .singleElement()
                .asString()
                .contains("cannot compare with img-2026-11-21", "is no package list, see line 1");
    }

    @Test
    void withoutAListThereIsNothingToCompare() throws Exception {
        Files.delete(fixture.workspace.document(DocumentKind.PACKAGES));
        published("img-2026-11-21.packages", LIST);
        fixture.run(
                new ChangesStep(
                        fixture.workspace, StepFixture.DISK, new DayNames(Clock.systemUTC())));
        assertThat(fixture.workspace.document(DocumentKind.CHANGES)).doesNotExist();
        assertThat(notes()).contains("nothing to compare");
    }

    @Test
    void failsWhereItCannotWrite() throws Exception {
        Files.createDirectory(fixture.workspace.document(DocumentKind.CHANGES));
        assertThatThrownBy(this::changes)
                .isInstanceOf(HostException.class)
                .hasMessageContaining("comparing with the build before");
    }
}
