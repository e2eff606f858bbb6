package org.imagefactory.lint;

import java.io.IOException;
import java.util.List;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.spec.LintRule;

/**
 * Finds out whether one rule is kept. It says beforehand which files it wants to see, so that all
 * checks together need few calls of debugfs. Paths are those of {@link
 * org.imagefactory.guest.GuestFiles#find}.
 */
interface Check {

    LintRule rule();

    /** Files whose presence and size matter. */
    default List<String> names() {
        return List.of();
    }

    /** Files whose content matters. */
    default List<String> texts() {
        return List.of();
    }

    void look(Inspection inspection, Findings findings)
            throws IOException, CommandException, BuildException, InterruptedException;
}
