package org.imagefactory.pipeline;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.RunningBuild;

/** Keeps the file of a {@link RunningBuild} up to date. */
public final class RunningFile implements BuildListener {

    private final Workspace workspace;
    private final Instant started;
    private final Clock clock;
    private final BuildListener next;

    /**
     * @param workspace whose staging folder the build owns by the time of the first step
     * @param started when the build began
     * @param next hears every event
     */
    public RunningFile(Workspace workspace, Instant started, Clock clock, BuildListener next) {
        this.workspace = workspace;
        this.started = started;
        this.clock = clock;
        this.next = next;
    }

    /** The build owns its staging folder from now on. */
    public void begin() {
        write(RunningBuild.preparing(started));
    }

    @Override
    public void on(BuildEvent event) {
        if (event instanceof BuildEvent.StepStarted step) {
            write(
                    new RunningBuild(
                            started,
                            step.number(),
                            step.total(),
                            clock.instant(),
                            step.description()));
        }
        next.on(event);
    }

    /** No build fails because somebody cannot watch it. */
    private void write(RunningBuild build) {
        try {
            build.write(workspace.running());
        } catch (IOException e) {
            next.detail("cannot tell how far the build is", e);
        }
    }
}
