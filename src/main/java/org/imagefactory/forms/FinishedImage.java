package org.imagefactory.forms;

import java.nio.file.Path;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.ImageName;

/**
 * An image whose forms are made.
 *
 * @param file raw or qcow2; only to be read
 * @param name what is built
 * @param build the name of the build among all
 * @param system what is installed, as its os-release file says: {@code debian-13}; may be empty
 * @param arch of the system
 */
public record FinishedImage(
        Path file, ImageName name, String build, String system, Architecture arch) {}
