package org.imagefactory.history;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.imagefactory.results.ResultKind;

/**
 * The name of a file that lies in the output folder beside others of the same build: {@code
 * IMAGE-YYYY-MM-DD.SUFFIX}.
 *
 * @param image that was built
 * @param date of the build
 * @param suffix not empty; may have dots in it
 */
public record DayName(String image, LocalDate date, String suffix) {

    private static final int DATE_LENGTH = "YYYY-MM-DD".length();

    /**
     * Reads a name. Only names of exactly this image count: {@code debian-12-2026-11-22.raw} is no
     * file of {@code debian}.
     */
    public static Optional<DayName> parse(String image, String name) {
        int date = image.length() + 1;
        int dot = date + DATE_LENGTH;
        if (!name.startsWith(image + "-") || name.length() <= dot + 1 || name.charAt(dot) != '.') {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new DayName(
                            image,
                            LocalDate.parse(name.substring(date, dot)),
                            name.substring(dot + 1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What the file is; empty if no build makes such a file. */
    public Optional<ResultKind> kind() {
        return ResultKind.of(suffix);
    }

    /** Whether it is the file of an image. */
    public boolean isImage() {
        return kind().filter(kind -> kind == ResultKind.IMAGE).isPresent();
    }

    @Override
    public String toString() {
        return image + "-" + date + "." + suffix;
    }
}
