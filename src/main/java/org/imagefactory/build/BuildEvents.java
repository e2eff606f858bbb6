package org.imagefactory.build;

import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;

/** Hears what happens in many builds, from whichever threads it happens on. */
@FunctionalInterface
public interface BuildEvents {

    /**
     * Must be quick and must not throw.
     *
     * @param build in which it happened
     */
    void on(BuildId build, BuildEvent event);

    /** The listener of one of the builds. */
    default BuildListener of(BuildId build) {
        return event -> on(build, event);
    }
}
