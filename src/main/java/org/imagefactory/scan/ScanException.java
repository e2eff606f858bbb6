package org.imagefactory.scan;

import java.time.LocalDate;

/**
 * A finding that somebody has accepted, for a while.
 *
 * @param id of the vulnerability
 * @param source package that it may be in; {@code *} for all
 * @param until the last day
 * @param reason for people
 */
public record ScanException(String id, String source, LocalDate until, String reason) {

    boolean covers(Vulnerability vulnerability) {
        return id.equals(vulnerability.id())
                && (source.equals("*") || source.equals(vulnerability.source()));
    }

    boolean isExpired(LocalDate today) {
        return until.isBefore(today);
    }
}
