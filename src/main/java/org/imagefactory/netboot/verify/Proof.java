package org.imagefactory.netboot.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Facts;

/**
 * How a set of netboot files was verified.
 *
 * @param level how strong the proof is
 * @param keys fingerprints of the keys that signed
 * @param release the signed release; empty if none is part of the proof
 * @param version of the installer, such as {@code 20250803+deb13u7}; empty if it is unknown
 */
public record Proof(Level level, List<String> keys, Optional<Release> release, String version) {

    /** What the proof is. */
    public enum Level {
        SIGNED,
        PINNED,
        CHECKSUM,
        NONE;

        /** For the report. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A version of a distribution's archive.
     *
     * @param name which archive and which distribution: {@code Debian trixie}
     * @param date when the release file was made
     */
    record Release(String name, Instant date) {

        @Override
        public String toString() {
            return "%s of %s".formatted(name, date);
        }
    }

    /** Nothing is proved. */
    public static final Proof NONE = new Proof(Level.NONE, List.of(), Optional.empty(), "");

    private static final String PREFIX = "proof.";

    public Proof {
        keys = List.copyOf(keys);
    }

    /** A proof without a release. */
    static Proof of(Level level, List<String> keys) {
        return new Proof(level, keys, Optional.empty(), "");
    }

    public void writeTo(Properties properties) {
        properties.setProperty(PREFIX + "level", level.word());
        properties.setProperty(PREFIX + "keys", String.join(" ", keys));
        properties.setProperty(PREFIX + "version", version);
        release.ifPresent(
                known -> {
                    properties.setProperty(PREFIX + "release", known.name());
                    properties.setProperty(PREFIX + "date", known.date().toString());
                });
    }

    /** What {@link #writeTo} wrote; {@link #NONE} if the properties say nothing sensible. */
    public static Proof readFrom(Properties properties) {
        String name = properties.getProperty(PREFIX + "release", "");
        try {
            Optional<Release> release =
                    name.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Release(name, date(properties)));
            String level = properties.getProperty(PREFIX + "level", Level.NONE.word());
            return new Proof(
                    Level.valueOf(level.toUpperCase(Locale.ROOT)),
                    Stream.of(properties.getProperty(PREFIX + "keys", "").split(" ", -1))
                            .filter(key -> !key.isEmpty())
                            .toList(),
                    release,
                    properties.getProperty(PREFIX + "version", ""));
        } catch (DateTimeException | IllegalArgumentException e) {
            return NONE;
        }
    }

    private static Instant date(Properties properties) {
        return Instant.parse(properties.getProperty(PREFIX + "date", ""));
    }

    public void tell(Facts facts) {
        facts.value(Fact.NETBOOT_VERIFICATION, level.word());
        if (!keys.isEmpty()) {
            facts.value(Fact.NETBOOT_SIGNING_KEYS, String.join(" ", keys));
        }
        release.ifPresent(known -> facts.value(Fact.NETBOOT_RELEASE, known.toString()));
        if (!version.isEmpty()) {
            facts.value(Fact.NETBOOT_VERSION, version);
        }
    }

    /** Who signed, as the end of a sentence about a signature; empty where nobody did. */
    public String signers() {
        return switch (keys.size()) {
            case 0 -> "";
            case 1 -> ", made with the key " + keys.get(0);
            default -> ", made with the keys " + String.join(", ", keys);
        };
    }

    /** How strong the proof is, and what it is about. */
    public String summary() {
        String known = describe();
        return known.isEmpty() ? level.word() : level.word() + ", " + known;
    }

    /** The version and the release, as far as they are known; may be empty. */
    public String describe() {
        return Stream.of(version, release.map(Release::toString).orElse(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
