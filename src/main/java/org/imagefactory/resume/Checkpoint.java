package org.imagefactory.resume;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.imagefactory.history.DayNames;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.Component;
import org.imagefactory.report.FileFact;
import org.imagefactory.report.FindingFact;
import org.imagefactory.report.StepResult;

/**
 * Everything that a later attempt has to know of a failed one.
 *
 * @param fingerprint of what has to be the same
 * @param date stands in the names of the files
 * @param started when the first attempt began
 * @param steps that need not be done again
 * @param inputs files that went in
 * @param components digests of what made a difference, as far as it was noted
 * @param findings of the image check
 * @param values measured along the way
 * @param tools versions of the programs that were used, by program
 * @param warnings of the steps so far
 * @param files that were kept
 */
record Checkpoint(
        Fingerprint fingerprint,
        LocalDate date,
        Instant started,
        List<StepResult> steps,
        List<FileFact> inputs,
        Map<Component, String> components,
        List<FindingFact> findings,
        Map<String, String> values,
        Map<String, String> tools,
        List<String> warnings,
        List<KeptFile> files) {

    Checkpoint {
        steps = List.copyOf(steps);
        inputs = List.copyOf(inputs);
        components = Map.copyOf(components);
        findings = List.copyOf(findings);
        values = Map.copyOf(values);
        tools = Map.copyOf(tools);
        warnings = List.copyOf(warnings);
        files = List.copyOf(files);
    }

    /** Name of the last step that need not be done again. */
    String lastStep() {
        return steps.isEmpty() ? "" : steps.get(steps.size() - 1).name();
    }

    /** The workspace of the attempt, which is one of the same image. */
    Workspace in(Workspace workspace) {
        return workspace.of(DayNames.of(workspace.image(), date));
    }

    /** The same with other steps done. */
    Checkpoint withSteps(List<StepResult> others) {
        return new Checkpoint(
                fingerprint,
                date,
                started,
                others,
                inputs,
                components,
                findings,
                values,
                tools,
                warnings,
                files);
    }
}
