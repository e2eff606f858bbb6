package org.imagefactory.report;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

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

    /**
     * The same event in other words.
     *
     * @param wording what is told instead of a text
     */
    default BuildEvent told(UnaryOperator<String> wording) {
        if (this instanceof Note note) {
            return new Note(wording.apply(note.text()));
        }
        if (this instanceof Warning warning) {
            return new Warning(wording.apply(warning.text()));
        }
        if (this instanceof Output output) {
            return new Output(output.source(), wording.apply(output.text()));
        }
        if (this instanceof GuestLine line) {
            return new GuestLine(wording.apply(line.text()));
        }
        return this;
    }
}
