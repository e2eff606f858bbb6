package org.imagefactory.results;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.DiskFormat;

/**
 * What a file in the output folder is, by the end of its name. The only table of these names; what
 * is not in it belongs to somebody else. In the order in which the files of a build are removed: a
 * checksum says that its image is complete, so it goes first.
 */
public enum ResultKind {
    CHECKSUM,
    IMAGE,
    /** Of a checksum file or of the provenance. */
    SIGNATURE,
    DOCUMENT,
    FAILURE_BUNDLE,
    CONSOLE_LOG,
    LOG,
    REPORT;

    /** Follows the name of an image file in that of its checksum file. */
    public static final String CHECKSUM_SUFFIX = ".sha256sum";

    public static final String FAILURE_BUNDLE_SUFFIX = "failure.tar.gz";
    public static final String CONSOLE_LOG_SUFFIX = "console.log";
    public static final String BOOT_CONSOLE_LOG_SUFFIX = "boot.console.log";
    public static final String REPORT_SUFFIX = "json";

    /** Of the default of the key log-filename. */
    private static final String LOG_SUFFIX = "log";

    /** What a signature adds to the name of its file: a command of the user chooses it. */
    private static final Pattern SIGNATURE_SUFFIX = Pattern.compile("(?:\\.[A-Za-z0-9_-]+)+");

    /** What the names of images end with: the image's own formats, then the forms for clouds. */
    private static final List<String> IMAGES =
            Stream.concat(
                            Stream.of(DiskFormat.values()).map(DiskFormat::suffix),
                            Stream.of(CloudForm.values()).map(CloudForm::suffix))
                    .toList();

    /** The same, each without the dot before it. */
    public static List<String> imageSuffixes() {
        return IMAGES;
    }

    /**
     * What a file's name ends with if it is that of an image, the longest of them; without the dot
     * before it.
     */
    public static Optional<String> imageSuffix(String name) {
        return IMAGES.stream()
                .filter(suffix -> name.endsWith("." + suffix))
                .max(Comparator.comparing(String::length));
    }

    /**
     * Empty for files that no build makes.
     *
     * @param suffix what follows the {@linkplain BuildName#base common start} and a dot
     */
    public static Optional<ResultKind> of(String suffix) {
        if (IMAGES.contains(suffix)) {
            return Optional.of(IMAGE);
        }
        if (IMAGES.stream().anyMatch(image -> suffix.equals(checksumOf(image)))) {
            return Optional.of(CHECKSUM);
        }
        if (Stream.of(DocumentKind.values()).anyMatch(kind -> suffix.equals(kind.suffix()))) {
            return Optional.of(DOCUMENT);
        }
        return switch (suffix) {
            case FAILURE_BUNDLE_SUFFIX -> Optional.of(FAILURE_BUNDLE);
            case CONSOLE_LOG_SUFFIX, BOOT_CONSOLE_LOG_SUFFIX -> Optional.of(CONSOLE_LOG);
            case LOG_SUFFIX -> Optional.of(LOG);
            case REPORT_SUFFIX -> Optional.of(REPORT);
            default -> isSignature(suffix) ? Optional.of(SIGNATURE) : Optional.empty();
        };
    }

    private static boolean isSignature(String suffix) {
        return Stream.concat(
                        IMAGES.stream().map(ResultKind::checksumOf),
                        Stream.of(DocumentKind.PROVENANCE.suffix()))
                .anyMatch(signed -> isSignatureOf(suffix, signed));
    }

    /** The name of the checksum file that belongs to an image file. */
    public static String checksumOf(String image) {
        return image + CHECKSUM_SUFFIX;
    }

    /** Whether a file may be the signature of another; its content is not looked at. */
    public static boolean isSignatureOf(String name, String signed) {
        return name.startsWith(signed)
                && SIGNATURE_SUFFIX.matcher(name.substring(signed.length())).matches();
    }
}
