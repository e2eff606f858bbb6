package org.imagefactory.tinman;

import java.util.List;
import java.util.Optional;

/**
 * A system on a disk.
 *
 * @param name as templates have it
 * @param version as templates have it
 * @param arch as templates have it
 * @param title for people
 * @param packages names of what is installed; empty if that cannot be told
 */
record FoundSystem(
        String name, String version, String arch, String title, Optional<List<String>> packages) {}
