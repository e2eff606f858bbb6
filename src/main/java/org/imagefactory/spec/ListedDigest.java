package org.imagefactory.spec;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a list of checksums, in the forms that sha256sum(1) reads, of BSD, of OpenSSL, or of
 * SUSE's {@code content}.
 *
 * @param path of the file, as the list has it, without {@code ./} before it
 * @param digest in lower case
 */
public record ListedDigest(String path, String digest) {

    private static final Map<DigestKind, List<Pattern>> FORMS = forms();

    /** What a line says; empty if it is something else, or has a digest of another kind. */
    public static Optional<ListedDigest> parse(String text, DigestKind kind) {
        String line = text.stripTrailing();
        for (Pattern form : FORMS.getOrDefault(kind, List.of())) {
            Matcher known = form.matcher(line);
            if (known.matches()) {
                String path = known.group("path");
                boolean plain = known.group("escaped").isEmpty();
                return Optional.of(
                        new ListedDigest(
                                below(plain ? path.strip() : unescaped(path)),
                                known.group("digest").toLowerCase(Locale.ROOT)));
            }
        }
        return Optional.empty();
    }

    private static String below(String path) {
        return path.replaceFirst("^(?:\\./)++", "");
    }

    /** As sha256sum(1) writes names with line ends and backslashes. */
    private static String unescaped(String path) {
        return path.replace("\\n", "\n").replace("\\\\", "\\");
    }

    private static Map<DigestKind, List<Pattern>> forms() {
        Map<DigestKind, List<Pattern>> forms = new EnumMap<>(DigestKind.class);
        for (DigestKind kind : DigestKind.values()) {
            String digest = "(?<digest>[0-9a-fA-F]{%d})".formatted(kind.digits());
            String path = "(?<path>.+)";
            forms.put(
                    kind,
                    List.of(
                            Pattern.compile("(?<escaped>\\\\?)" + digest + "[ \\t][ *]?" + path),
                            Pattern.compile(
                                    "(?<escaped>)%s ?\\(%s\\) ?= %s"
                                            .formatted(kind.name(), path, digest)),
                            Pattern.compile(
                                    "(?<escaped>)(?:HASH|META) %s %s\\s+%s"
                                            .formatted(kind.name(), digest, path))));
        }
        return forms;
    }
}
