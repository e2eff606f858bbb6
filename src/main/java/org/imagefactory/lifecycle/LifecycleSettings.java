package org.imagefactory.lifecycle;

import java.nio.file.Path;

/**
 * How images are made.
 *
 * @param workFolder has a folder for each image while it is made; is made if it is missing
 * @param localSessions how many images are BUILDING at a time at most, at least 1
 * @param cloudSessions how many pushes to one kind of cloud run at a time at most, at least 1
 * @param requireRootPassword whether a template must say the password of root
 */
public record LifecycleSettings(
        Path workFolder, int localSessions, int cloudSessions, boolean requireRootPassword) {}
