package org.imagefactory.netboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.imagefactory.error.DownloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mirrors that failed are asked last, for a while; and a memory that fails does no harm. */
@Timeout(20)
class MirrorHealthTest extends TwoMirrors {

    @Test
    void aMirrorThatFailedIsAskedLastForADay() throws Exception {
        first.script("/d/linux", answers(500));
        provide();
        assertSecond();
        assertThat(health()).hasContent(NOW + " " + name(first));
        first.scripted.clear();
        first.requests.clear();

        at(NOW.plus(Duration.ofHours(23)));
        provide();
        assertSecond();
        assertThat(first.requests).isEmpty();
        assertThat(fixture.warnings()).isEmpty();
        assertThat(fixture.notes()).anyMatch(note -> note.contains("failed lately"));

        at(NOW.plus(Duration.ofHours(25)));
        provide();
        assertFirst();
        assertThat(fixture.notes()).noneMatch(note -> note.contains("failed lately"));
    }

    @Test
    void aMirrorThatWorksAgainIsForgiven() throws Exception {
        first.script("/d/linux", answers(500));
        provide();
        second.close();
        first.scripted.clear();

        provide();

        assertFirst();
        assertThat(Files.readString(health()))
                .doesNotContain(name(first) + "\n")
                .contains(name(second) + "\n");
    }

    @Test
    void aServerThatIsDownIsKnownToOtherImages() throws Exception {
        first.script("/d/linux", answers(503));
        provide();
        first.requests.clear();

        CacheFixture other = new CacheFixture(folder);
        other.clock = fixture.clock;
        first.put("/e/linux", KERNEL, "\"k1\"");
        second.put("/e/linux", OTHER_KERNEL, "\"k2\"");
        other.provide(
                List.of(
                        mirror(first.url("/e/linux"), first.url("/d/initrd.gz")),
                        mirror(second.url("/e/linux"), second.url("/d/initrd.gz"))),
                CacheFixture.NORMAL);

        assertThat(other.bootedKernel()).isEqualTo(OTHER_KERNEL);
        assertThat(first.requests).isEmpty();
    }

    @Test
    void aMissingFileSaysNothingAboutTheRestOfTheServer() throws Exception {
        first.script("/d/linux", answers(404));
        provide();
        assertSecond();
        first.put("/e/linux", KERNEL, "\"k1\"");
        first.put("/e/initrd.gz", INITRD, "\"i1\"");

        fixture.provide(
                List.of(mirror(first.url("/e/linux"), first.url("/e/initrd.gz")), mirror(second)),
                CacheFixture.NORMAL);

        assertThat(fixture.bootedKernel()).isEqualTo(KERNEL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\1\2\3",
                "no time at all\n",
                "2026-13-99T00:00:00Z http://h\n",
                "2026-11-23T02:00:00Z\n",
            })
    void aCorruptMemoryIsNone(String text) throws Exception {
        Files.createDirectories(fixture.shared);
        Files.writeString(health(), text);
        provide();
        assertFirst();

        first.script("/d/linux", answers(500));
        provide();
        assertThat(health()).content().matches(NOW + " http://[^ \n]*\n");
    }

    @Test
    void aFailureOfTheFutureIsIgnored() throws Exception {
        Files.createDirectories(fixture.shared);
        Files.writeString(health(), NOW.plusSeconds(60) + " " + name(first) + "\n");

        provide();

        assertFirst();
    }

    @Test
    void theMemoryHasAnEnd() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2 * MirrorHealth.MOST; i++) {
            lines.add(NOW.minusSeconds(i + 1) + " http://m%d.example.org".formatted(i));
        }
        Files.createDirectories(fixture.shared);
        Files.write(health(), lines);
        first.script("/d/linux", answers(500));

        provide();

        assertThat(Files.readAllLines(health()))
                .hasSize(MirrorHealth.MOST)
                .startsWith(NOW + " " + name(first))
                .contains(NOW.minusSeconds(1) + " http://m0.example.org")
                .noneMatch(line -> line.endsWith("m150.example.org"));
    }

    @Test
    void aTooLargeOrForeignMemoryIsNotRead() throws Exception {
        Files.createDirectories(fixture.shared);
        String line = NOW + " " + name(first) + "\n";
        Files.writeString(health(), line + "x".repeat(70_000));
        provide();
        assertFirst();

        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), line);
        Files.delete(health());
        Files.createSymbolicLink(health(), elsewhere);
        provide();
        assertFirst();
    }

    @Test
    void aBuildGoesOnWhereNothingCanBeRemembered() throws Exception {
        Files.createDirectories(health().resolve("in-the-way"));
        first.script("/d/linux", answers(500));

        provide();

        assertSecond();
    }

    @Test
    void aSingleMirrorIsNotRemembered() {
        first.script("/d/linux", answers(404));

        assertThatThrownBy(() -> fixture.provide(first, CacheFixture.NORMAL))
                .isInstanceOf(DownloadException.class)
                .hasMessageStartingWith("cannot download linux from ");
        assertThat(health()).doesNotExist();
    }
}
