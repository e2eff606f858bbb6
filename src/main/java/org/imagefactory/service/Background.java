package org.imagefactory.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.aeolus.Settings;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.DetachedProcess;
import org.imagefactory.exec.Program;

/**
 * Starts the daemon as a process of its own, as old init scripts want it: in a session of its own,
 * in the root folder, its messages in a file; done as soon as it listens.
 */
final class Background {

    /** What the daemon says when it listens. */
    static final String READY = "ready";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Start process;
    private final Settings settings;

    Background(Start process, Settings settings) {
        this.process = process;
        this.settings = settings;
    }

    /**
     * @return the exit status
     */
    int start(List<String> arguments) throws BuildException {
        Path launcher =
                process.launcher()
                        .orElseThrow(
                                () ->
                                        new HostException(
                                                "the program that starts the daemon is not known",
                                                "start it with --foreground"));
        Path log = Path.of(settings.text(Setting.LOG_FILE));
        List<String> command = new ArrayList<>(List.of(Program.SETSID.command()));
        command.add(launcher.toString());
        command.addAll(arguments);
        try {
            return DetachedProcess.start(
                    command,
                    Map.of(Start.FOLDER, process.invocation().workingDirectory().toString()),
                    log,
                    READY,
                    PATIENCE,
                    line -> process.invocation().err().print(line + "\n"));
        } catch (IOException e) {
            throw new HostException(
                    "the daemon cannot be started with the log file %s: %s"
                            .formatted(log, e.getMessage()),
                    "name another by the key log_file, or start it with --foreground",
                    e);
        } catch (InterruptedException e) {
            throw new HostException("interrupted before the daemon was ready", "", e);
        } finally {
            process.invocation().err().flush();
        }
    }
}
