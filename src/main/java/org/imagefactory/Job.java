package org.imagefactory;

import org.imagefactory.pipeline.Workspace;
import org.imagefactory.spec.ImageSpec;

/**
 * What one build has to do.
 *
 * @param spec of the image
 * @param workspace of a build that begins now
 * @param options beyond the specification
 */
record Job(ImageSpec spec, Workspace workspace, BuildOptions options) {}
