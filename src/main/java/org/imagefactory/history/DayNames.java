package org.imagefactory.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.results.BuildName;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.results.ResultNames;
import org.imagefactory.spec.ImageName;

/**
 * Names builds by their days, {@code IMAGE-YYYY-MM-DD}: a build takes the place of those of the
 * same day.
 */
public final class DayNames implements ResultNames {

    private final Clock clock;

    /**
     * @param clock tells the day on which a build begins
     */
    public DayNames(Clock clock) {
        this.clock = clock;
    }

    /** The name of the builds of a day. */
    public static BuildName of(ImageName image, LocalDate day) {
        return new BuildName(image, "date", day.toString(), image + "-" + day);
    }

    /**
     * The day of a name that was made here.
     *
     * @throws java.time.DateTimeException it is another one's
     */
    public static LocalDate day(BuildName name) {
        return LocalDate.parse(name.value());
    }

    @Override
    public BuildName next(ImageName image) {
        return of(image, LocalDate.now(clock));
    }

    /** One of the same day does not count: nobody could look its files up any more. */
    @Override
    public Optional<BuildName> before(BuildName build, Path folder, DocumentKind kind)
            throws IOException {
        LocalDate day = day(build);
        String image = build.image().text();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> DayName.parse(image, file.toFile().getName()).stream())
                    .filter(name -> name.suffix().equals(kind.suffix()))
                    .map(DayName::date)
                    .filter(date -> date.isBefore(day))
                    .max(Comparator.naturalOrder())
                    .map(date -> of(build.image(), date));
        }
    }
}
