package org.imagefactory.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.imagefactory.spec.Setting;

/**
 * Everything there is to say about one finished build, successful or not.
 *
 * @param builder name and version of this program
 * @param image name of the image
 * @param outcome how it ended
 * @param started when the build started
 * @param finished when it ended, clean-up included
 * @param configuration the effective configuration with its origins
 * @param tools versions of the programs that were used, by program
 * @param inputs files that went in
 * @param steps that ran, in order; the last one is the one that failed, if any did
 * @param outputs files that came out
 * @param values measured along the way, by name
 * @param findings of the image check
 * @param warnings that the build gave
 */
public record BuildReport(
        String builder,
        String image,
        Outcome outcome,
        Instant started,
        Instant finished,
        Map<String, Setting> configuration,
        Map<String, String> tools,
        List<FileFact> inputs,
        List<StepResult> steps,
        List<FileFact> outputs,
        Map<String, String> values,
        List<FindingFact> findings,
        List<String> warnings) {

    /** Of an image for which nothing was done. */
    public static BuildReport bare(
            String builder,
            String image,
            Outcome outcome,
            Instant started,
            Instant finished,
            Map<String, Setting> configuration) {
        return new BuildReport(
                builder,
                image,
                outcome,
                started,
                finished,
                configuration,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
    }
}
