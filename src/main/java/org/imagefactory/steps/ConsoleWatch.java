package org.imagefactory.steps;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.imagefactory.console.ConsoleFailure;
import org.imagefactory.console.ConsoleMonitor;
import org.imagefactory.console.InstallerLogMonitor;
import org.imagefactory.console.Question;
import org.imagefactory.console.QuestionTimer;
import org.imagefactory.error.InstallationException;
import org.imagefactory.report.BuildListener;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Facts;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.OnQuestion;
import org.imagefactory.spec.SuccessMarker;

/** Ends an installation for what the guest says on its console, or does not say. */
final class ConsoleWatch {

    private static final int LAST_LINES = 10;
    private static final long LOOK_INTERVAL = TimeUnit.SECONDS.toNanos(1);

    /** The lines that explain a failure often come right behind it. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private final ConsoleMonitor monitor;
    private final InstallerLogMonitor log;
    private final OnQuestion onQuestion;
    private final BuildListener listener;
    private final QuestionTimer timer = new QuestionTimer();
    private Optional<Long> lastLook = Optional.empty();
    private Optional<Long> failedAt = Optional.empty();
    private String warned = "";
    private boolean told;

    /**
     * @param monitor that the console is read with
     * @param log that the installer's log is read with
     * @param onQuestion whether a question is an error
     * @param listener hears about a question that is none
     */
    ConsoleWatch(
            ConsoleMonitor monitor,
            InstallerLogMonitor log,
            OnQuestion onQuestion,
            BuildListener listener) {
        this.monitor = monitor;
        this.log = log;
        this.onQuestion = onQuestion;
        this.listener = listener;
    }

    /**
     * To be called often.
     *
     * @param now on a clock that never jumps, in nanoseconds
     * @param idle for how long the guest has shown no sign of work, in nanoseconds
     * @throws InstallationException the guest failed, or waits for an answer
     */
    void check(long now, long idle) throws InstallationException {
        tellWhenFinished();
        if (lastLook.isEmpty() || now - lastLook.get() >= LOOK_INTERVAL) {
            lastLook = Optional.of(now);
            Optional<Question> question = timer.believed(monitor.question(), now, idle);
            if (failure().isEmpty() && question.isPresent()) {
                asked(question.get());
            }
        }
        if (failure().isPresent()) {
            failedAt = failedAt.or(() -> Optional.of(now));
            if (now - failedAt.get() >= GRACE) {
                checkAtEnd();
            }
        }
    }

    /**
     * To be called when the machine is off and the console has been read to its end.
     *
     * @throws InstallationException the guest failed
     */
    void checkAtEnd() throws InstallationException {
        Optional<ConsoleFailure> failure = failure();
        if (failure.isPresent()) {
            throw new InstallationException(
                    "the installation failed: " + failure.get().message() + lastLines(),
                    failure.get().meaning());
        }
    }

    /**
     * Looks whether the guest said that it finished, and writes the answer to the report.
     *
     * @throws InstallationException it has to say so, and did not
     */
    void checkFinished(SuccessMarker marker, Facts facts) throws InstallationException {
        tellWhenFinished();
        boolean finished = monitor.finished();
        facts.value(Fact.SUCCESS_MARKER, finished ? "seen" : "missing");
        if (finished) {
            return;
        }
        String missing =
                "the machine switched itself off without the line \"image-factory: installation"
                        + " finished\" on its serial console";
        switch (marker) {
            case REQUIRED ->
                    throw new InstallationException(
                            missing + lastLines(),
                            "the installation did not reach its end, or the answer file does not"
                                    + " print the line, or not with the word of this build (see "
                                    + Field.SUCCESS_MARKER
                                    + ")");
            case OPTIONAL ->
                    listener.warning(
                            missing
                                    + ": the installation may not have reached its end (see "
                                    + Field.SUCCESS_MARKER
                                    + ")");
            case NONE -> {}
        }
    }

    private void tellWhenFinished() {
        if (!told && monitor.finished()) {
            told = true;
            listener.note("the guest says that the installation is finished");
        }
    }

    /**
     * What the installer's log says of a failure, and what the console showed last, to be put
     * behind a message; empty if there is neither.
     */
    String lastLines() {
        String causes = causes();
        int count = causes.isEmpty() ? LAST_LINES : LAST_LINES / 2;
        return causes + Indented.screen(monitor.lastLines(count));
    }

    private String causes() {
        return Indented.under("the installer's log says", log.causes());
    }

    /** A dialog that a person may still answer is no failure while one is waited for. */
    private Optional<ConsoleFailure> failure() {
        return monitor.failure()
                .filter(failed -> onQuestion == OnQuestion.FAIL || !failed.answerable());
    }

    private void asked(Question question) throws InstallationException {
        String text =
                "%s waits for an answer:%s"
                        .formatted(question.asker(), Indented.lines(question.text().lines()));
        switch (onQuestion) {
            case FAIL -> throw new InstallationException(text + causes(), question.advice());
            case WAIT -> {
                if (!question.text().equals(warned)) {
                    warned = question.text();
                    listener.warning(text);
                }
            }
        }
    }
}
