package org.imagefactory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.results.BuildName;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.spec.ImageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayNamesTest {

    private static final ImageName IMAGE = new ImageName("debian-13");

    @TempDir Path folder;

    private final DayNames names =
            new DayNames(Clock.fixed(Instant.parse("2026-11-22T23:59:59Z"), ZoneOffset.UTC));

    @Test
    void aBuildHasTheDayOnWhichItBegins() {
        BuildName name = names.next(IMAGE);

        assertThat(name.base()).isEqualTo("debian-13-2026-11-22");
        assertThat(name.variables()).isEqualTo(Map.of("IMAGE_FACTORY_DATE", "2026-11-22"));
        assertThat(DayNames.day(name)).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    @Test
    void theBuildBeforeIsTheNewestOfAnEarlierDayWithTheDocument() throws Exception {
        for (String file :
                new String[] {
                    "debian-13-2026-11-19.packages",
                    "debian-13-2026-11-20.packages",
                    "debian-13-2026-11-21.raw",
                    "debian-13-2026-11-22.packages",
                    "debian-13-2026-11-23.packages",
                    "debian-13-uefi-2026-11-21.packages",
                }) {
            Files.createFile(folder.resolve(file));
        }
        Files.createDirectory(folder.resolve("debian-13-2026-11-21.packages"));

        assertThat(before(22)).contains(DayNames.of(IMAGE, LocalDate.of(2026, 11, 20)));
        assertThat(before(19)).isEmpty();
    }

    private Optional<BuildName> before(int day) throws Exception {
        return names.before(
                DayNames.of(IMAGE, LocalDate.of(2026, 11, day)), folder, DocumentKind.PACKAGES);
    }
}
