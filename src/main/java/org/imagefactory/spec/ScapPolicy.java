package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * By which rules OpenSCAP judges an image, and what comes of it.
 *
 * @param profile of the security guide: its id, or the name at its end
 * @param content the file of the guide, absolute; empty for that of the image's system
 * @param least the score in per cent that the image must have; 0 for any
 */
public record ScapPolicy(String profile, Optional<Path> content, int least) {}
