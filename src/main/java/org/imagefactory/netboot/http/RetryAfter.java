package org.imagefactory.netboot.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header field Retry-After (RFC 9110 §10.2.3): seconds, or a date. */
final class RetryAfter {

    private RetryAfter() {}

    /** The pause asked for; zero if there is none, or if it is over. */
    static Duration parse(@Nullable String field, Clock clock) {
        String text = field == null ? "" : field.strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant date =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration pause = Duration.between(clock.instant(), date);
            return pause.isNegative() ? Duration.ZERO : pause;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
