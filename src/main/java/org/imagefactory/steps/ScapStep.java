package org.imagefactory.steps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.pipeline.Repetition;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Fact;
import org.imagefactory.results.DocumentKind;
import org.imagefactory.scan.ScapEvaluator;
import org.imagefactory.scan.ScapResult;
import org.imagefactory.scan.ScapSandbox;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.ScapPolicy;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.DiskTools;

/** Has OpenSCAP judge the installed system by a security guide. Changes nothing of it. */
public final class ScapStep implements Step {

    private static final String DOING = "judging the image by a security guide";
    private static final String SCRATCH = "scap";

    private final Workspace workspace;
    private final Disk disk;
    private final ScapPolicy policy;
    private final DiskTools tools;
    private final ScapEvaluator evaluator;
    private final ScapSandbox sandbox;

    /**
     * @param evaluator uses the sandbox
     */
    public ScapStep(
            Workspace workspace,
            Disk disk,
            ScapPolicy policy,
            DiskTools tools,
            ScapEvaluator evaluator,
            ScapSandbox sandbox) {
        this.workspace = workspace;
        this.disk = disk;
        this.policy = policy;
        this.tools = tools;
        this.evaluator = evaluator;
        this.sandbox = sandbox;
    }

    @Override
    public String name() {
        return "scap";
    }

    @Override
    public String description() {
        return "have OpenSCAP judge the image";
    }

    @Override
    public List<String> preview() {
        return List.of(
                "have oscap judge the files of %s by the profile %s"
                        .formatted(workspace.rawDisk(), policy.profile()),
                "write " + workspace.publishedDocument(DocumentKind.SCAP),
                "write " + workspace.publishedDocument(DocumentKind.SCAP_REPORT));
    }

    @Override
    public Repetition repetition() {
        return Repetition.POSSIBLE;
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        InstalledDisk installed =
                new DiskReader(tools.debugfs(), tools.guestfish())
                        .read(workspace.rawDisk(), disk.onePartition(), context.listener()::note);
        tellOthers(installed, context);
        Path scratch = workspace.staging().toAbsolutePath().resolve(SCRATCH);
        context.cleanup().always("remove " + scratch, () -> sandbox.remove(scratch));
        try {
            sandbox.remove(scratch);
            Files.createDirectory(scratch);
            Path report = workspace.document(DocumentKind.SCAP_REPORT);
            Files.deleteIfExists(report);
            ScapResult result = evaluator.evaluate(installed, policy, scratch, report);
            sandbox.remove(scratch);
            result.write(workspace.document(DocumentKind.SCAP));
            context.facts().value(Fact.SCAP_FAILED, Integer.toString(result.failed().size()));
            if (result.judged() > 0) {
                context.facts().value(Fact.SCAP_SCORE, result.percent());
            }
            tell(result, context);
            ScapEvaluator.require(result, policy);
        } catch (CommandException e) {
            throw DiskFailures.command(DOING, workspace.staging(), e);
        } catch (IOException e) {
            throw DiskFailures.io(DOING, workspace.staging(), e);
        }
    }

    private static void tell(ScapResult result, StepContext context) {
        for (String problem : result.problems()) {
            context.listener().warning("oscap says, so that results may be wrong: " + problem);
        }
        if (result.judged() > 0) {
            context.listener().note(result.summary());
        } else {
            context.listener()
                    .warning(
                            "%s: %s is not for this system"
                                    .formatted(result.summary(), result.content()));
        }
    }

    /** A folder that another file system is mounted on is judged as if it were empty. */
    private static void tellOthers(InstalledDisk installed, StepContext context) {
        String others =
                installed.table().partitions().stream()
                        .filter(partition -> !partition.equals(installed.root()))
                        .filter(
                                partition ->
                                        partition.fileSystem().isExt()
                                                || partition.fileSystem().needsLibguestfs())
                        .map(Partition::name)
                        .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            context.listener()
                    .note("only the root file system is judged, and nothing on " + others);
        }
    }
}
