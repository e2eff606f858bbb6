package org.imagefactory.steps;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.lint.LintFinding;
import org.imagefactory.lint.Linter;
import org.imagefactory.pipeline.Step;
import org.imagefactory.pipeline.StepContext;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.FindingFact;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.LintPolicy;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.OnFinding;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskTools;

/** Checks that the installed system has nothing that an image must not have. Changes nothing. */
public final class LintStep implements Step {

    private final Workspace workspace;
    private final Disk disk;
    private final LintPolicy policy;
    private final Machine machine;
    private final DiskTools tools;

    /**
     * @param policy what to check, and what a finding means
     * @param machine that the system was installed in
     */
    public LintStep(
            Workspace workspace, Disk disk, LintPolicy policy, Machine machine, DiskTools tools) {
        this.workspace = workspace;
        this.disk = disk;
        this.policy = policy;
        this.machine = machine;
        this.tools = tools;
    }

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public String description() {
        return "check the content of the image";
    }

    @Override
    public List<String> preview() {
        String rules =
                policy.rules().stream()
                        .sorted()
                        .map(Choice::name)
                        .collect(Collectors.joining(", "));
        return List.of("check " + rules, Preview.ofTarget(Debugfs.read(Preview.target(workspace))));
    }

    @Override
    public void run(StepContext context) throws BuildException, InterruptedException {
        InstalledDisk installed =
                new DiskReader(tools.debugfs(), tools.guestfish())
                        .read(workspace.rawDisk(), disk.onePartition(), context.listener()::note);
        List<LintFinding> findings =
                new Linter(tools.debugfs(), Optional.of(machine)).lint(installed, policy.rules());
        for (LintFinding finding : findings) {
            context.facts()
                    .finding(new FindingFact(finding.ruleName(), finding.path(), finding.text()));
        }
        if (findings.isEmpty()) {
            context.listener().note("nothing found by %d rules".formatted(policy.rules().size()));
        } else if (policy.onFinding() == OnFinding.FAIL) {
            throw failure(findings);
        } else {
            findings.forEach(finding -> context.listener().warning(finding.toString()));
        }
    }

    private static ImageCheckException failure(List<LintFinding> findings) {
        String rules =
                findings.stream()
                        .map(LintFinding::ruleName)
                        .distinct()
                        .collect(Collectors.joining(","));
        return new ImageCheckException(
                "the image must not be published:\n"
                        + findings.stream()
                                .map(LintFinding::toString)
                                .collect(Collectors.joining("\n")),
                "have the answer file clean this up; what is meant to be so is left out with"
                        + " "
                        + Field.LINT_EXCEPTIONS
                        + "="
                        + rules);
    }
}
