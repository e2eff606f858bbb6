package org.imagefactory.cli;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.UsageException;

/** Writes a page about all images. */
final class ReportCommand {

    private final Invocation invocation;
    private final String version;
    private final Messages messages;

    ReportCommand(Invocation invocation, String version, Messages messages) {
        this.invocation = invocation;
        this.version = version;
        this.messages = messages;
    }

    /**
     * @param configured images of the configuration; those that are only remembered follow
     * @throws BuildException the page cannot be written
     */
    ExitStatus run(Request request, List<String> configured) throws BuildException {
        String file =
                request.html()
                        .orElseThrow(() -> new UsageException("no file named", "--html FILE"));
        Path folder = invocation.workingDirectory();
        List<String> problems =
                Wiring.factory(invocation, version)
                        .housekeeping()
                        .report(folder.resolve(file), configured, folder);
        problems.forEach(messages::error);
        return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.HOST;
    }
}
