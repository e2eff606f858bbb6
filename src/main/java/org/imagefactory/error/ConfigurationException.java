package org.imagefactory.error;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is wrong; carries all problems found, not only the first. */
public final class ConfigurationException extends BuildException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one; the message lists them, one a line
     * @param advice what to do next; may be empty
     */
    public ConfigurationException(List<Problem> problems, String advice) {
        super(
                ExitStatus.CONFIGURATION,
                problems.stream().map(Problem::toString).collect(Collectors.joining("\n")),
                advice);
        this.problems = List.copyOf(problems);
    }

    /**
     * One problem, of nothing that has a place.
     *
     * @param problem what is wrong, and the accepted form
     * @param advice what to do next; may be empty
     */
    public ConfigurationException(String problem, String advice) {
        this(List.of(new Problem("", problem)), advice);
    }

    /** All problems, in the order in which they were found. */
    public List<Problem> problems() {
        return problems;
    }
}
