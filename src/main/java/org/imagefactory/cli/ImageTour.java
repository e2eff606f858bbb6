package org.imagefactory.cli;

import java.util.List;
import org.imagefactory.ImageFactory;
import org.imagefactory.config.Reading;
import org.imagefactory.config.SpecReader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.Problem;
import org.imagefactory.report.BuildListener;
import org.imagefactory.terminal.Logging;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.Signals;

/** Does the same with one image of the configuration after another, and prints what is wrong. */
final class ImageTour {

    /** What is done with an image. */
    @FunctionalInterface
    interface Task {

        /**
         * @param listener hears progress and warnings
         * @return {@link ExitStatus#DONE} if nothing is wrong with the image
         * @throws BuildException is printed as an error of the image
         */
        ExitStatus run(ImageFactory factory, Reading reading, BuildListener listener)
                throws BuildException, InterruptedException;
    }

    private final SpecReader reader;
    private final List<String> allImages;
    private final Invocation invocation;
    private final String version;
    private final Signals signals = new Signals(CommandTree.LAST_WORDS);

    /**
     * @param allImages whose turn it is if the request names none
     */
    ImageTour(SpecReader reader, List<String> allImages, Invocation invocation, String version) {
        this.reader = reader;
        this.allImages = allImages;
        this.invocation = invocation;
        this.version = version;
    }

    /** Whether a signal ended it before the last image. */
    boolean isInterrupted() {
        return signals.received().isPresent();
    }

    /** Whose turn it is, by name. */
    List<String> images(Request request) {
        return request.operands().isEmpty() ? allImages : request.operands();
    }

    /** The status of the first image that something is wrong with; the others have their turn. */
    ExitStatus run(Request request, Task task) {
        Screen screen = invocation.screen(request);
        new Logging(CommandTree.PROGRAM, screen, request.quietUnlessVerbose(), request.logFormat());
        Verdicts verdicts = new Verdicts(invocation.out(), screen, request.isQuiet());
        EventPrinter events = new EventPrinter(screen, System::nanoTime);
        signals.interrupt(Thread.currentThread(), name -> {});
        ImageFactory factory = Wiring.factory(invocation, version);
        ExitStatus status = ExitStatus.DONE;
        for (String image : images(request)) {
            ExitStatus one = ExitStatus.DONE;
            try {
                one = task.run(factory, reader.read(image), events);
            } catch (InterruptedException e) {
                return signals.status();
            } catch (ConfigurationException e) {
                e.problems().forEach(problem -> verdicts.print(image, "error", problem, ""));
                one = e.exitStatus();
            } catch (BuildException e) {
                Problem problem = new Problem("", String.valueOf(e.getMessage()));
                verdicts.print(image, "error", problem, e.advice().orElse(""));
                one = e.exitStatus();
            }
            status = status == ExitStatus.DONE ? one : status;
        }
        return status;
    }
}
