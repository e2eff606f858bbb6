package org.imagefactory.netboot.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text of a Debian {@code Release} file (Debian wiki, DebianRepository/Format): a paragraph of
 * fields, one of which lists the SHA-256 digests of the archive's indices.
 */
public final class ReleaseFile {

    /** The format asks for UTC; some tools write "+0000". */
    private static final List<DateTimeFormatter> DATES =
            List.of(
                    DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH),
                    DateTimeFormatter.RFC_1123_DATE_TIME);

    private final String name;
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, String> digests = new TreeMap<>();

    private ReleaseFile(String name) {
        this.name = name;
    }

    /**
     * @param name of the file, for messages
     * @throws VerificationException it contradicts itself
     */
    public static ReleaseFile parse(String name, String text) throws VerificationException {
        ReleaseFile file = new ReleaseFile(name);
        String field = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith(" ")) {
                if (field.equals("sha256")) {
                    file.digest(line.strip().split("\\s+", -1));
                }
            } else {
                int colon = Math.max(0, line.indexOf(':'));
                field = line.substring(0, colon).toLowerCase(Locale.ROOT);
                file.fields.putIfAbsent(field, line.substring(colon).replaceFirst("^:\\s*", ""));
            }
        }
        return file;
    }

    private void digest(String... words) throws VerificationException {
        if (words.length != 3) {
            return;
        }
        String before = digests.put(words[2], words[0].toLowerCase(Locale.ROOT));
        if (before != null && !before.equalsIgnoreCase(words[0])) {
            throw VerificationException.of(
                    "%s has two different digests of %s".formatted(name, words[2]),
                    "use another mirror");
        }
    }

    /** Which archive, which distribution, and when. */
    Proof.Release release() throws VerificationException {
        String distribution = field("codename").or(() -> field("suite")).orElse("");
        Instant date =
                date("date")
                        .orElseThrow(
                                () ->
                                        VerificationException.of(
                                                name + " has no date", "use another mirror"));
        return new Proof.Release((field("origin").orElse("") + " " + distribution).strip(), date);
    }

    /** After this moment the file is not to be used any more; empty if that is not limited. */
    public Optional<Instant> validUntil() throws VerificationException {
        return date("valid-until");
    }

    /** The digest of a file, by its path relative to the release file. */
    public Optional<String> digestOf(String path) {
        return Optional.ofNullable(digests.get(path));
    }

    /**
     * What the folder {@code current} in a path stands for: the one name with which the same path
     * has the same digest. Empty if there is no such name, or no such folder in the path.
     */
    Optional<String> versionOf(String path) {
        String[] parts = path.split("/", -1);
        int folder = Arrays.asList(parts).indexOf("current");
        if (folder < 0) {
            return Optional.empty();
        }
        String digest = digests.getOrDefault(path, "");
        return digests.entrySet().stream()
                .filter(entry -> entry.getValue().equals(digest) && !entry.getKey().equals(path))
                .map(entry -> entry.getKey().split("/", -1))
                .filter(other -> differsOnlyAt(folder, parts, other))
                .map(other -> other[folder])
                .findFirst();
    }

    private static boolean differsOnlyAt(int index, String[] parts, String[] other) {
        if (parts.length != other.length) {
            return false;
        }
        String[] same = other.clone();
        same[index] = parts[index];
        return Arrays.equals(parts, same);
    }

    private Optional<String> field(String key) {
        return Optional.ofNullable(fields.get(key)).filter(value -> !value.isEmpty());
    }

    private Optional<Instant> date(String key) throws VerificationException {
        Optional<String> text = field(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (DateTimeFormatter form : DATES) {
            try {
                return Optional.of(ZonedDateTime.parse(text.get(), form).toInstant());
            } catch (DateTimeException e) {
                // The next form, then.
            }
        }
        throw VerificationException.of(
                "%s has a date that is none: '%s'".formatted(name, text.get()),
                "use another mirror");
    }
}
