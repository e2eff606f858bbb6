package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.imagefactory.error.PrintableText;

/** Tells of each file that is no record, once. Safe for threads. */
final class Warnings {

    /** Whoever has more of them knows that something is wrong. */
    private static final int MOST = 10_000;

    private final Consumer<String> log;
    private final Set<String> told = new HashSet<>();

    Warnings(Consumer<String> log) {
        this.log = log;
    }

    void about(Path file, IOException fault) {
        String name = String.valueOf(file.getFileName());
        synchronized (told) {
            if (told.size() >= MOST || !told.add(name)) {
                return;
            }
        }
        log.accept(
                PrintableText.of(
                        "skipping %s, which is no record of an image: %s"
                                .formatted(file, fault.getMessage())));
    }
}
