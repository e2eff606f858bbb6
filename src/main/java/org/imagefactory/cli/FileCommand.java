package org.imagefactory.cli;

import java.nio.file.Path;
import java.util.List;
import org.imagefactory.ImageFactory;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.report.BuildEvent;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.FileSpec;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;

/** Does the same with one file after another, and prints a verdict on each. */
final class FileCommand {

    /** What is done with a file. */
    @FunctionalInterface
    interface Task {

        /**
         * @param file absolute
         * @param listener hears progress and warnings
         * @param verdicts prints what was found out
         * @return {@link ExitStatus#DONE} if nothing is wrong with the file
         * @throws BuildException is printed as an error of the file
         */
        ExitStatus run(
                ImageFactory factory,
                FileSpec spec,
                Path file,
                BuildListener listener,
                Verdicts verdicts)
                throws BuildException, InterruptedException;
    }

    private final SpecReader reader;
    private final Invocation invocation;
    private final String version;
    private final Task task;
    private final Signals signals = new Signals(CommandTree.LAST_WORDS);

    FileCommand(SpecReader reader, Invocation invocation, String version, Task task) {
        this.reader = reader;
        this.invocation = invocation;
        this.version = version;
        this.task = task;
    }

    /**
     * @return the status of the first file that something is wrong with; the files after it are
     *     looked at all the same
     * @throws BuildException nothing was started: a configuration is wrong
     */
    ExitStatus run(Request request) throws BuildException {
        FileSpec spec = reader.readForFiles();
        Screen screen = invocation.screen(request);
        new Logging(CommandTree.PROGRAM, screen, request.quietUnlessVerbose(), request.logFormat());
        signals.interrupt(Thread.currentThread(), name -> {});
        ImageFactory factory = Wiring.factory(invocation, version);
        EventPrinter events = new EventPrinter(screen, System::nanoTime);
        Verdicts verdicts = new Verdicts(invocation.out(), screen, request.isQuiet());
        List<String> operands = request.operands();
        ExitStatus status = ExitStatus.DONE;
        for (int i = 0; i < operands.size(); i++) {
            String operand = operands.get(i);
            events.on(
                    new BuildEvent.StepStarted(i + 1, operands.size(), request.command(), operand));
            ExitStatus one = look(factory, spec, operand, events, verdicts);
            screen.status("");
            status = status == ExitStatus.DONE ? one : status;
            if (signals.received().isPresent()) {
                return signals.status();
            }
        }
        return status;
    }

    private ExitStatus look(
            ImageFactory factory,
            FileSpec spec,
            String operand,
            BuildListener listener,
            Verdicts verdicts) {
        Path file = invocation.workingDirectory().resolve(operand);
        try {
            return task.run(factory, spec, file, listener, verdicts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return signals.status();
        } catch (BuildException e) {
            // Ctrl-C reaches the programs, too: their end is not what is wrong with the file.
            if (signals.received().isEmpty()) {
                Problem problem = new Problem("", String.valueOf(e.getMessage()));
                verdicts.print(operand, "error", problem, e.advice().orElse(""));
            }
            return e.exitStatus();
        }
    }
}
