package org.imagefactory.report;

import java.time.Duration;
import java.util.OptionalInt;

/** Something that happened in a build. */
public sealed interface BuildEvent {

    /**
     * @param number of the step, from 1
     * @param total number of steps
     * @param name of the step
     * @param description for people
     */
    record StepStarted(int number, int total, String name, String description)
            implements BuildEvent {}

    /**
     * @param name of the step
     * @param duration wall time
     * @param succeeded whether it did its work
     */
    record StepFinished(String name, Duration duration, boolean succeeded) implements BuildEvent {}

    /**
     * @param phase what is going on, in a few words
     * @param percent how much of it is done, where that is known
     */
    record Progress(String phase, OptionalInt percent) implements BuildEvent {}

    /**
     * @param text worth a line in the log
     */
    record Note(String text) implements BuildEvent {}

    /**
     * @param text something that the user should look at, although the build goes on
     */
    record Warning(String text) implements BuildEvent {}

    /**
     * @param source the program or file that the text comes from
     * @param text one line of it
     */
    record Output(String source, String text) implements BuildEvent {}

    /**
     * @param text one line that the guest printed on its serial console, without control characters
     */
    record GuestLine(String text) implements BuildEvent {}
}
