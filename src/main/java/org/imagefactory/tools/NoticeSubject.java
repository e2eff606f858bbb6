package org.imagefactory.tools;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.report.Outcome;
import org.imagefactory.results.BuildName;

/**
 * The change of state that a notice is about.
 *
 * @param build that made the difference
 * @param oldState in a word
 * @param newState in a word
 * @param outcome of that build
 * @param report absolute; in the folder of the images
 */
public record NoticeSubject(
        BuildName build, String oldState, String newState, Outcome outcome, Path report) {

    /** Linux takes no longer variables than 128 KiB, and people no longer messages. */
    private static final int LONGEST = 8000;

    /** Where the command runs. */
    Path folder() {
        return report.resolveSibling("");
    }

    /** The documented environment variables; free of control characters but line feeds. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(build.variables());
        variables.put("image", build.image().text());
        variables.put("IMAGE_FACTORY_IMAGE", build.image().text());
        variables.put("IMAGE_FACTORY_STATE", newState);
        variables.put("IMAGE_FACTORY_OLD_STATE", oldState);
        variables.put("IMAGE_FACTORY_EXIT_STATUS", Integer.toString(outcome.status().code()));
        variables.put("IMAGE_FACTORY_MESSAGE", cut(outcome.message()));
        variables.put("IMAGE_FACTORY_ADVICE", cut(outcome.advice()));
        variables.put("IMAGE_FACTORY_REPORT", report.toString());
        return variables;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
