package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.files.RegularFile;
import org.imagefactory.spec.Sha256;

/**
 * Bearer tokens. The service knows only their digests, from a file with lines {@code NAME
 * read|write SHA256-OF-THE-TOKEN}.
 */
public final class Tokens {

    /** Without any. */
    public static final Tokens NONE = new Tokens(Map.of());

    private static final int LONGEST = 1 << 20;
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z0-9._@-]{1,64})\\s+(read|write)\\s+([0-9a-f]{64})");

    /**
     * Whose token it is.
     *
     * @param writes whether it permits more than reading
     */
    record Holder(String name, boolean writes) {}

    private final Map<String, Holder> holders;

    private Tokens(Map<String, Holder> holders) {
        this.holders = Map.copyOf(holders);
    }

    /**
     * @throws ConfigurationException the file cannot be read, others may change it, or a line of it
     *     is wrong
     */
    public static Tokens read(Path file) throws ConfigurationException {
        Map<String, Holder> holders = new HashMap<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(text);
            if (!matcher.matches()) {
                throw fault(
                        file + ":" + number,
                        "a token is a line NAME read|write SHA256, with 64 hexadecimal digits");
            }
            holders.put(
                    matcher.group(3),
                    new Holder(matcher.group(1), matcher.group(2).equals("write")));
        }
        return new Tokens(holders);
    }

    private static List<String> lines(Path file) throws ConfigurationException {
        try {
            if (Files.getPosixFilePermissions(file).stream()
                    .anyMatch(
                            mode ->
                                    mode == PosixFilePermission.GROUP_WRITE
                                            || mode == PosixFilePermission.OTHERS_WRITE)) {
                throw fault(file.toString(), "others than its owner may change the tokens");
            }
            return new String(RegularFile.read(file, LONGEST), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw fault(file.toString(), "the tokens cannot be read: " + e.getMessage());
        }
    }

    private static ConfigurationException fault(String where, String what) {
        return new ConfigurationException(List.of(new Problem(where, what)), "");
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }

    /** Whose it is; its digest is looked up, so the time that takes tells nothing of the others. */
    Optional<Holder> find(String token) {
        return Optional.ofNullable(holders.get(Sha256.of(token).hex()));
    }
}
