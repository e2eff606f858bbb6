package org.imagefactory.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.history.History;
import org.imagefactory.status.ImageStatus;
import org.imagefactory.status.Overview;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Signals;

/** Tells how images are, by what is remembered of their builds. */
final class StatusCommand {

    private final SpecReader reader;
    private final Invocation invocation;
    private final String version;
    private final Messages messages;

    StatusCommand(SpecReader reader, Invocation invocation, String version, Messages messages) {
        this.reader = reader;
        this.invocation = invocation;
        this.version = version;
        this.messages = messages;
    }

    /**
     * Images that fail are no failure of this command; a memory that cannot be read is.
     *
     * @param configured images of the configuration, which are told about with those that are only
     *     remembered unless the request names others
     * @throws ConfigurationException a named image is neither configured nor remembered
     */
    ExitStatus run(Request request, List<String> configured) throws ConfigurationException {
        new Logging(
                CommandTree.PROGRAM,
                invocation.screen(request),
                request.quietUnlessVerbose(),
                request.logFormat());
        Signals signals = new Signals(CommandTree.LAST_WORDS);
        signals.interrupt(Thread.currentThread(), name -> {});
        Path folder = invocation.workingDirectory();
        Overview overview;
        try {
            overview =
                    Wiring.factory(invocation, version)
                            .housekeeping()
                            .status(
                                    request.operands().isEmpty() ? configured : request.operands(),
                                    request.operands().isEmpty(),
                                    folder);
        } catch (InterruptedException e) {
            return signals.status();
        }
        if (!request.operands().isEmpty()) {
            requireKnown(overview);
        }
        Clock clock = invocation.clock().get();
        invocation
                .out()
                .print(
                        request.json()
                                ? StatusJson.text(overview, folder, clock.instant())
                                : StatusTable.text(overview, folder, clock));
        invocation.out().flush();
        return tellProblems(overview, folder);
    }

    private void requireKnown(Overview overview) throws ConfigurationException {
        for (ImageStatus image : overview.images()) {
            if (image.builds().isEmpty()) {
                reader.requireImage(image.image());
            }
        }
    }

    private ExitStatus tellProblems(Overview overview, Path folder) {
        if (overview.problems().isEmpty()) {
            return ExitStatus.DONE;
        }
        overview.problems().forEach(messages::error);
        messages.error(
                "the user must be able to read %s; a damaged file is put aside by the next build"
                        .formatted(folder.resolve(History.FOLDER)));
        return ExitStatus.HOST;
    }
}
