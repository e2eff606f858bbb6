package org.imagefactory.netboot.fetch;

import java.time.Duration;
import org.imagefactory.netboot.file.Role;

/**
 * How slow a download may be. Silence between two bytes has a limit of its own, which a server can
 * keep for ever with a byte now and then; these it cannot.
 *
 * @param window bytes are counted in
 * @param leastBytes of the file that come in within a window, answers and redirects included
 * @param bootFile for all tries of a kernel, an initrd or an installer image
 * @param document for all tries of a release file, a checksum list, a signature
 */
public record Pace(Duration window, long leastBytes, Duration bootFile, Duration document) {

    /**
     * 1 KiB a second over five minutes. Six hours are enough for the largest installation image of
     * today at 1 MB a second.
     */
    public static final Pace DEFAULT =
            new Pace(Duration.ofMinutes(5), 300 << 10, Duration.ofHours(6), Duration.ofMinutes(30));

    /**
     * Of a program that may read, for a while, an old version of the file instead of the network.
     */
    Pace forDifferences() {
        return new Pace(window.multipliedBy(4), leastBytes, bootFile, document);
    }

    /** For all tries of a file. */
    Duration limit(Role role) {
        return role.isDocument() ? document : bootFile;
    }
}
