package org.imagefactory.report;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
     * What goes on goes on, several times a minute.
     *
     * @param written to the machine's disks so far, in bytes, where that is known
     */
    record Pulse(OptionalLong written) implements BuildEvent {}

    /**
     * @param text worth a line in the log
     */
    record Note(String text) implements BuildEvent {}

    /**
     * @param text something that the user should look at, although the build goes on
     */
    record Warning(String text) implements BuildEvent {}

    /**
     * @param text of no interest but to who looks for a fault
     * @param cause to be shown with it; empty for none
     */
    record Detail(String text, Optional<Throwable> cause) implements BuildEvent {}

    /**
     * What cannot happen did: the build ends with it.
     *
     * @param text what to do about it
     * @param cause to be shown with it
     */
    record Bug(String text, Throwable cause) implements BuildEvent {}

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
     * @param text one line of the installer's own log, without control characters
     */
    record InstallerLine(String text) implements BuildEvent {}

    /** One of another program's lives in the build; quiet where nobody cares about its success. */
    sealed interface OfCommand extends BuildEvent {

        /** Whether it is a detail of the build. */
        boolean quiet();
    }

    /**
     * @param command quoted for a shell, without secrets
     */
    record CommandStarted(String command, boolean quiet) implements OfCommand {}

    /**
     * @param program its name
     * @param line that it printed, without secrets and control characters
     */
    record CommandOutput(String program, String line, boolean quiet) implements OfCommand {}

    /**
     * @param program as it was called
     * @param result its exit status, for people
     * @param duration wall time
     */
    record CommandEnded(String program, String result, Duration duration, boolean quiet)
            implements OfCommand {}

    /**
     * @param program as it was called
     * @param reason in a few words
     * @param quiet whether somebody cancels the build: else, something is wrong with the command
     */
    record CommandKilled(String program, String reason, boolean quiet) implements OfCommand {}

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
        if (this instanceof Detail detail) {
            return new Detail(
                    wording.apply(detail.text()),
                    detail.cause().map(cause -> ToldFailure.of(cause, wording)));
        }
        if (this instanceof Bug bug) {
            return new Bug(wording.apply(bug.text()), ToldFailure.of(bug.cause(), wording));
        }
        if (this instanceof Output output) {
            return new Output(output.source(), wording.apply(output.text()));
        }
        if (this instanceof GuestLine line) {
            return new GuestLine(wording.apply(line.text()));
        }
        if (this instanceof InstallerLine line) {
            return new InstallerLine(wording.apply(line.text()));
        }
        if (this instanceof CommandStarted started) {
            return new CommandStarted(wording.apply(started.command()), started.quiet());
        }
        if (this instanceof CommandOutput output) {
            String line = wording.apply(output.line());
            return new CommandOutput(output.program(), line, output.quiet());
        }
        return this;
    }
}
