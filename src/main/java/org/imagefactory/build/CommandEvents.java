package org.imagefactory.build;

import java.time.Duration;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandLog;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;

/** Makes the commands of a build, and what they print, events of the build. */
public final class CommandEvents implements CommandLog {

    private final BuildListener listener;

    /**
     * @param listener of the build
     */
    public CommandEvents(BuildListener listener) {
        this.listener = listener;
    }

    @Override
    public void started(Command command) {
        listener.on(new BuildEvent.CommandStarted(command.toString(), command.quiet()));
    }

    @Override
    public void printed(Command command, String line) {
        listener.on(new BuildEvent.CommandOutput(command.programName(), line, command.quiet()));
    }

    @Override
    public void ended(Command command, String result, Duration duration) {
        listener.on(
                new BuildEvent.CommandEnded(command.program(), result, duration, command.quiet()));
    }

    @Override
    public void killed(Command command, Reason reason) {
        boolean cancelled = reason == Reason.INTERRUPT;
        listener.on(new BuildEvent.CommandKilled(command.program(), reason.text(), cancelled));
    }
}
