package org.imagefactory.report;

import java.util.Optional;
import java.util.OptionalInt;

/** Hears what happens in a build, from whichever thread it happens on. */
@FunctionalInterface
public interface BuildListener {

    /** Must be quick and must not throw. */
    void on(BuildEvent event);

    default void progress(String phase, OptionalInt percent) {
        on(new BuildEvent.Progress(phase, percent));
    }

    default void note(String text) {
        on(new BuildEvent.Note(text));
    }

    default void warning(String text) {
        on(new BuildEvent.Warning(text));
    }

    default void detail(String text) {
        on(new BuildEvent.Detail(text, Optional.empty()));
    }

    default void detail(String text, Throwable cause) {
        on(new BuildEvent.Detail(text, Optional.of(cause)));
    }
}
