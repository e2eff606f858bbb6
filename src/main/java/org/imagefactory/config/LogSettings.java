package org.imagefactory.config;

import java.nio.file.Path;

/**
 * Where the log of a build goes, besides standard error.
 *
 * @param toFile whether to write the file
 * @param file absolute
 */
public record LogSettings(boolean toFile, Path file) {}
