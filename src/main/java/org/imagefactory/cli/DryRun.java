package org.imagefactory.cli;

import java.util.List;
import org.imagefactory.pipeline.Step;

/** The text of a dry run: the steps with their exact commands. */
final class DryRun {

    private DryRun() {}

    static String text(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Step step : steps) {
            number++;
            text.append("[%d/%d] %s%n".formatted(number, steps.size(), step.description()));
            step.preview().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }
}
