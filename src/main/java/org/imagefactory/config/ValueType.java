package org.imagefactory.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.CloudForm;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Durations;
import org.imagefactory.spec.EndOfLife;
import org.imagefactory.spec.InstallerProxy;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.MacAddress;
import org.imagefactory.spec.ScanGate;
import org.imagefactory.spec.Scans;
import org.imagefactory.spec.Sha256;
import org.imagefactory.spec.SourceUri;
import org.imagefactory.spec.UploadType;
import org.imagefactory.spec.VncDisplay;

/**
 * A kind of value.
 *
 * @param label names it in documentation: {@code SIZE}
 * @param parser from the text after interpolation; an IllegalArgumentException tells the value and
 *     the accepted form
 */
public record ValueType<T>(String label, Function<String, T> parser) {

    static final ValueType<String> TEXT = new ValueType<>("TEXT", Function.identity());

    /** Words with blanks between them. */
    static final ValueType<List<String>> WORDS =
            new ValueType<>("TEXT", text -> parts(text, "\\s+"));

    /** Texts of a line each. */
    static final ValueType<List<String>> LINES =
            new ValueType<>("TEXT", text -> parts(text, "\\s*\\n\\s*"));

    /** A command line for a shell. */
    static final ValueType<String> COMMAND = new ValueType<>("COMMAND", Function.identity());

    static final ValueType<Boolean> BOOLEAN = new ValueType<>("BOOLEAN", ValueType::parseBoolean);
    static final ValueType<Integer> COUNT = new ValueType<>("NUMBER", ValueType::parseCount);
    static final ValueType<DataSize> SIZE = new ValueType<>("SIZE", DataSize::parse);
    static final ValueType<Duration> DURATION = new ValueType<>("DURATION", Durations::parse);
    static final ValueType<LocalDate> DATE = new ValueType<>("DATE", ValueType::parseDate);
    static final ValueType<List<SourceUri>> SOURCES = new ValueType<>("URIS", SourceUri::parseAll);

    /** URIs or paths, with blanks between them. */
    static final ValueType<List<SourceUri>> URIS = new ValueType<>("URIS", ValueType::parseUris);

    static final ValueType<ScanGate> SCAN_GATE = new ValueType<>("GATE", ScanGate::parse);
    static final ValueType<Scans> SCANS = new ValueType<>("LIST", Scans::parse);

    /** A number of per cent; 0 for {@code none}. */
    static final ValueType<Integer> PERCENT = new ValueType<>("PERCENT", ValueType::parsePercent);

    static final ValueType<InstallerProxy> PROXY = new ValueType<>("URI", InstallerProxy::parse);
    static final ValueType<Path> FILE = new ValueType<>("FILE", ValueType::parseFile);
    static final ValueType<String> IMAGE_PATH = new ValueType<>("PATH", ValueType::parseImagePath);
    static final ValueType<Path> FOLDER = new ValueType<>("FOLDER", Path::of);
    static final ValueType<Sha256> DIGEST = new ValueType<>("SHA256", Sha256::new);
    static final ValueType<MacAddress> MAC = new ValueType<>("MAC", MacAddress::new);
    static final ValueType<VncDisplay> VNC = new ValueType<>("HOST:N", VncDisplay::parse);
    static final ValueType<String> CONNECTION = new ValueType<>("URI", ValueType::parseConnection);

    /** Names with commas between them. */
    static final ValueType<List<String>> NAMES = new ValueType<>("LIST", ValueType::parseNames);

    /** Targets with commas between them. */
    static final ValueType<List<CloudForm>> FORMS =
            new ValueType<>("LIST", text -> CloudForm.parseAll(parseNames(text)));

    /** Rules of the image check. */
    static final ValueType<Set<LintRule>> LINT_RULES = new ValueType<>("LIST", LintRules::parse);

    /** Arguments with blanks between them; there is no quoting. */
    static final ValueType<List<String>> ARGUMENTS =
            new ValueType<>("ARGUMENTS", ValueType::parseArguments);

    /** A type of upload; any case. */
    static final ValueType<UploadType> UPLOAD_TYPE =
            new ValueType<>(
                    Choice.names(UploadType.class).replace(", ", "|"),
                    text -> Choice.parse(UploadType.class, PythonText.lower(text)));

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,4}");

    /** One of the constants of an enumeration. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        return new ValueType<>(
                Choice.names(type).replace(", ", "|"), text -> Choice.parse(type, text));
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator)).filter(part -> !part.isBlank()).toList();
    }

    private static Boolean parseBoolean(String text) {
        return switch (PythonText.lower(text)) {
            case "1", "yes", "true", "on" -> true;
            case "0", "no", "false", "off" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "'%s' is not one of yes, true, on, 1, no, false, off, 0"
                                    .formatted(text));
        };
    }

    private static Path parseFile(String text) {
        Path file = Path.of(text);
        if (text.endsWith("/") || file.getFileName() == null) {
            throw new IllegalArgumentException("'%s' does not name a file".formatted(text));
        }
        return file;
    }

    private static Integer parseCount(String text) {
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1) {
            throw new IllegalArgumentException(
                    "'%s' is not a whole number from 1 to 9999".formatted(text));
        }
        return number;
    }

    private static Integer parsePercent(String text) {
        if (text.equals("none")) {
            return 0;
        }
        String digits = text.replaceFirst("\\s*%$", "");
        int number = NUMBER.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > 100) {
            throw new IllegalArgumentException(
                    "'%s' is not none, or a whole number from 1 to 100".formatted(text));
        }
        return number;
    }

    private static LocalDate parseDate(String text) {
        try {
            return EndOfLife.parse(text).day();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a day such as 2028-06-30".formatted(text), e);
        }
    }

    /** A path inside of an image; a slash at its start makes no difference. */
    private static String parseImagePath(String text) {
        String path = text.replaceFirst("^/+", "");
        if (path.isEmpty() || path.endsWith("/") || path.contains("..")) {
            throw new IllegalArgumentException(
                    "'%s' is not the path of a file in an image".formatted(text));
        }
        return path;
    }

    private static String parseConnection(String text) {
        if (URI.create(text).getScheme() == null) {
            throw new IllegalArgumentException(
                    "'%s' is not a libvirt URI such as qemu:///session".formatted(text));
        }
        return text;
    }

    private static List<String> parseNames(String text) {
        return Arrays.stream(text.split(","))
                .map(PythonText::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<SourceUri> parseUris(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(uri -> !uri.isEmpty())
                .map(SourceUri::parse)
                .toList();
    }

    private static List<String> parseArguments(String text) {
        return Arrays.stream(text.split(" "))
                .filter(argument -> !PythonText.strip(argument).isEmpty())
                .toList();
    }
}
