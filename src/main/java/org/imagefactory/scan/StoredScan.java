package org.imagefactory.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The result of a scan that lies beside an image. */
public final class StoredScan {

    private StoredScan() {}

    /** Empty where there is none, or none that can be read: it is no part of the image. */
    public static Optional<ScanResult> read(Path file) {
        try {
            return Optional.of(ScanResult.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
