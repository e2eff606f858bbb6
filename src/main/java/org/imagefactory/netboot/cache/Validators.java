package org.imagefactory.netboot.cache;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server says about the version of a file (RFC 9110 §8.8).
 *
 * @param etag entity tag with its quotes; empty if there is none
 * @param lastModified HTTP date as it was sent; empty if there is none
 * @param dateIsStrong whether no other version can have the same date
 */
public record Validators(String etag, String lastModified, boolean dateIsStrong) {

    public static final Validators NONE = new Validators("", "", false);

    /** Of servers with long ones, thrice as much. */
    private static final int LONGEST = 300;

    /**
     * What cannot be sent back, or would be refused for its length, is as good as none: else no
     * later question would be answered.
     */
    public Validators {
        etag = sendable(etag);
        lastModified = sendable(lastModified);
        dateIsStrong = dateIsStrong && !lastModified.isEmpty();
    }

    private static String sendable(String value) {
        boolean plain = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
        return plain && value.length() <= LONGEST ? value : "";
    }

    /** From the header fields ETag, Last-Modified and Date. */
    public static Validators of(
            @Nullable String etag, @Nullable String lastModified, @Nullable String date) {
        return new Validators(
                etag == null ? "" : etag.strip(),
                lastModified == null ? "" : lastModified.strip(),
                lastModified != null && date != null && isStrong(lastModified, date));
    }

    boolean isEmpty() {
        return etag.isEmpty() && lastModified.isEmpty();
    }

    /**
     * The value for If-Range, which must be a strong validator (RFC 9110 §13.1.5): with a weak one
     * the rest of another version could be glued to what is there.
     */
    public Optional<String> ifRange() {
        if (!etag.isEmpty()) {
            return etag.startsWith("\"") ? Optional.of(etag) : Optional.empty();
        }
        return dateIsStrong ? Optional.of(lastModified) : Optional.empty();
    }

    /** RFC 9110 §8.8.2.2: the answer was made at least a second after the last change. */
    private static boolean isStrong(String lastModified, String date) {
        try {
            Duration age = Duration.between(parse(lastModified), parse(date));
            return age.compareTo(Duration.ofSeconds(1)) >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static ZonedDateTime parse(String httpDate) {
        return ZonedDateTime.parse(httpDate.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
