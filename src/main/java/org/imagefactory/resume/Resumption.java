package org.imagefactory.resume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.imagefactory.answer.AnswerText;
import org.imagefactory.disk.ChecksumFile;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.FileReason;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepWatch;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.report.Facts;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.Outcome;
import org.imagefactory.report.StepResult;
import org.imagefactory.report.WarningCollector;
import org.imagefactory.results.ResultKind;
import org.imagefactory.spec.AnswerFile;
import org.imagefactory.spec.ImageSpec;

/**
 * Lets one build go on where an earlier one of the same image failed, and keeps what this one has
 * done if it fails in turn. For a build that owns the image's staging folder, from the begin to the
 * end of its clean-up. Never goes on with anything that is not as it was: then the build begins
 * anew, with a warning that says why.
 */
public final class Resumption implements StepWatch {

    /** The fact with the digest of the answer file that was used. */
    private static final String ANSWERS = "answer-file";

    private final ImageSpec spec;
    private final String builder;
    private final Facts facts;
    private final WarningCollector events;
    private final KeptFolder kept;
    private Workspace workspace;
    private Bookmark bookmark;
    private boolean resumed;

    /**
     * @param spec what is built
     * @param builder name and version of this program
     * @param workspace of a build that begins today
     * @param facts get those of the earlier build
     * @param events hears what happens
     */
    public Resumption(
            ImageSpec spec,
            String builder,
            Workspace workspace,
            Facts facts,
            WarningCollector events) {
        this.spec = spec;
        this.builder = builder;
        this.workspace = workspace;
        this.facts = facts;
        this.events = events;
        this.kept = new KeptFolder(workspace);
        this.bookmark = new Bookmark(workspace, List.of());
    }

    /**
     * What is to be done.
     *
     * @param workspace with the date of the first attempt
     * @param steps all of the build
     * @param done those of them that need not be done again
     */
    public record Attempt(Workspace workspace, List<Step> steps, List<StepResult> done) {

        /** Whether something is done already. */
        public boolean resumes() {
            return !done.isEmpty();
        }
    }

    /**
     * Puts the staging folder and the facts in the state in which the build that failed had them,
     * if that is wanted and possible; else removes what was kept, to have its place.
     *
     * @param wanted whether to go on with an earlier build
     * @param planner lists the steps of a build
     * @throws InterruptedException the calling thread was interrupted; everything is still kept
     */
    public Attempt begin(boolean wanted, Function<Workspace, List<Step>> planner)
            throws InterruptedException {
        Attempt attempt = new Attempt(workspace, planner.apply(workspace), List.of());
        if (kept.exists()) {
            attempt = wanted ? goOn(planner).orElse(attempt) : attempt;
            if (!attempt.resumes()) {
                drop("removed what a failed build had kept: this one begins anew");
            }
        } else if (wanted) {
            events.note("no failed build has kept anything: this one begins anew");
        }
        workspace = attempt.workspace();
        bookmark = new Bookmark(workspace, attempt.steps());
        resumed = attempt.resumes();
        return attempt;
    }

    @Override
    public void before(Step step, List<StepResult> results) {
        if (step.repetition() == Repetition.NEVER && kept.exists()) {
            // It changes files that are the kept ones, too.
            drop("what was kept is used up");
        }
        try {
            bookmark.before(step, results, facts, events);
        } catch (IOException e) {
            events.warning("cannot read %s: %s".formatted(workspace.staging(), e.getMessage()));
        }
    }

    /** Whether {@link #keep} would keep anything of a build that ends like this. */
    public boolean isWorthKeeping(Outcome outcome) {
        return !outcome.succeeded()
                && !outcome.cancelled()
                && !isHopeless(outcome)
                && bookmark.place().isPresent();
    }

    /**
     * Keeps what the build has done. Call it when everything is undone, and the staging folder is
     * still there.
     *
     * @return what to do next, for people; empty if nothing was kept
     * @throws IOException it could not be kept
     */
    public Optional<String> keep(Outcome outcome) throws IOException, InterruptedException {
        if (isHopeless(outcome) && kept.exists()) {
            drop("what was kept has failed again: the next build begins anew");
        }
        if (!isWorthKeeping(outcome)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = checkpoint(bookmark.place().orElseThrow());
        kept.keep(checkpoint);
        return Optional.of(
                "'image-factory build --resume %s' goes on after step '%s'"
                        .formatted(spec.name(), checkpoint.lastStep()));
    }

    /** The build has succeeded: nothing is kept any more. */
    public void finished() {
        if (kept.exists()) {
            drop("");
        }
    }

    /** A bug, or an image that has failed twice, would come back every night. */
    private boolean isHopeless(Outcome outcome) {
        return outcome.status() == ExitStatus.BUG
                || (resumed && outcome.status() == ExitStatus.IMAGE_CHECK);
    }

    private void drop(String note) {
        try {
            kept.drop();
            if (!note.isEmpty()) {
                events.note(note);
            }
        } catch (IOException e) {
            events.warning("cannot remove %s: %s".formatted(workspace.kept(), FileReason.of(e)));
        }
    }

    private Optional<Attempt> goOn(Function<Workspace, List<Step>> planner)
            throws InterruptedException {
        try {
            CheckpointFile.Content content = kept.read(workspace);
            Checkpoint checkpoint = content.checkpoint();
            Fingerprint now = Fingerprint.of(spec, builder, answersNow());
            List<String> differences = checkpoint.fingerprint().differences(now);
            if (!differences.isEmpty()) {
                throw new UnfitException(
                        "not the same any more: " + String.join(", ", differences));
            }
            Workspace then = checkpoint.in(workspace);
            List<Step> plan = planner.apply(then);
            boolean uploads = checkpoint.fingerprint().uploads().equals(now.uploads());
            List<StepResult> done = uploads ? checkpoint.steps() : published(checkpoint, plan);
            requireSameOrder(done, plan);
            events.note("verifying what the failed build has kept");
            kept.restore(content);
            remember(checkpoint.withSteps(done));
            return Optional.of(new Attempt(then, plan, done));
        } catch (IOException | UnfitException e) {
            String reason = e instanceof IOException io ? FileReason.withPath(io) : e.getMessage();
            events.warning("cannot go on with the failed build: " + reason);
            return Optional.empty();
        }
    }

    /** Without what was done behind the publication. */
    private static List<StepResult> published(Checkpoint checkpoint, List<Step> plan) {
        Set<String> before =
                plan.stream()
                        .takeWhile(step -> step.repetition() != Repetition.NEEDED)
                        .map(Step::name)
                        .collect(Collectors.toSet());
        return checkpoint.steps().stream().filter(step -> before.contains(step.name())).toList();
    }

    /** No step that was done may build on one that was not. */
    private static void requireSameOrder(List<StepResult> done, List<Step> plan)
            throws UnfitException {
        List<String> names = done.stream().map(StepResult::name).toList();
        List<String> again =
                plan.stream()
                        .filter(step -> step.repetition() != Repetition.NEEDED)
                        .map(Step::name)
                        .limit(names.size())
                        .toList();
        if (names.isEmpty() || !names.equals(again)) {
            throw new UnfitException("its steps were others");
        }
    }

    private void remember(Checkpoint checkpoint) {
        facts.started(checkpoint.started());
        facts.tools(checkpoint.tools());
        checkpoint.inputs().forEach(facts::input);
        checkpoint.components().forEach(facts::component);
        checkpoint.findings().forEach(facts::finding);
        facts.values(checkpoint.values());
        facts.value(Fact.FIRST_ATTEMPT, checkpoint.started().toString());
        facts.value(Fact.RESUMED_AFTER, checkpoint.lastStep());
        events.earlier(checkpoint.warnings());
        events.note(
                "going on with the build of %s, after step '%s'"
                        .formatted(checkpoint.started(), checkpoint.lastStep()));
    }

    private Checkpoint checkpoint(Bookmark.Place place) throws IOException, InterruptedException {
        List<KeptFile> files = new ArrayList<>();
        for (String name : place.files()) {
            files.add(describe(workspace.staging().resolve(name), place.files()));
        }
        return new Checkpoint(
                Fingerprint.of(spec, builder, answersUsed()),
                DayNames.day(workspace.name()),
                facts.started().orElseThrow(),
                place.steps(),
                facts.inputs(),
                facts.components(),
                place.findings(),
                place.values(),
                facts.tools(),
                place.warnings(),
                files);
    }

    /** An image has the digest that it was proven with, not one of whatever it is by now. */
    private KeptFile describe(Path file, Set<String> files)
            throws IOException, InterruptedException {
        for (String suffix : ResultKind.imageSuffixes()) {
            if (file.equals(workspace.document(suffix))) {
                Path checksum = workspace.stagedChecksum(suffix);
                boolean known = files.contains(checksum.toFile().getName());
                return KeptFile.of(file, known ? ChecksumFile.read(checksum) : "");
            }
        }
        return KeptFile.of(file, FileDigest.sha256(file, position -> {}));
    }

    private String answersUsed() {
        return facts.inputs().stream()
                .filter(input -> input.name().equals(ANSWERS))
                .map(FileFact::sha256)
                .findFirst()
                .orElse("");
    }

    private String answersNow() throws IOException, InterruptedException {
        Optional<AnswerFile> answers = spec.answerFile();
        return answers.isPresent() ? AnswerText.sha256(answers.get()) : "";
    }
}
