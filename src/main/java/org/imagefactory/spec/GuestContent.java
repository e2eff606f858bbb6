package org.imagefactory.spec;

import java.nio.file.Path;

/** The bytes of a file or of a command of a guest. */
public sealed interface GuestContent {

    /** A text, in UTF-8; meant for what is small. Secrets in it are masked wherever it is told. */
    record Text(String text) implements GuestContent {}

    /**
     * The bytes of a file of this host, of any size. It must not change before the build ends.
     * Secrets in it are nobody's knowledge.
     */
    record Stored(Path file) implements GuestContent {}
}
