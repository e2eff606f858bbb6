package org.imagefactory.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is done to a copy of a finished image.
 *
 * @param image absolute; is only read
 * @param format of the image
 * @param fit changes of files
 * @param customised the machine that starts the system first, and what is done in it then; empty
 *     where it need not be started
 */
public record Refit(Path image, DiskFormat format, Fit fit, Optional<ImageSpec> customised) {}
