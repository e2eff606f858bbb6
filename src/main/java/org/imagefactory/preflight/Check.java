package org.imagefactory.preflight;

import java.util.List;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.ImageSpec;

/** One look at a specification and the host. */
@FunctionalInterface
interface Check {

    List<Finding> look(ImageSpec spec) throws InterruptedException;
}
