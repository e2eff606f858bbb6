package org.imagefactory.pipeline;

import java.util.List;
import org.imagefactory.report.StepResult;

/** Is told of every step of a pipeline before it runs. */
@FunctionalInterface
public interface StepWatch {

    /**
     * @param step that is about to run
     * @param results of the steps before it
     */
    void before(Step step, List<StepResult> results);
}
