package org.imagefactory.lint;

import java.util.List;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.spec.LintRule;
import org.imagefactory.tools.DirectoryEntry;

/**
 * Files that should not be there. Empty ones are fine, as are links: a history that is a link to
 * {@code /dev/null} holds nothing.
 *
 * @param rule that this is the check of
 * @param text what is wrong about each
 * @param names where they would be
 */
record UnwantedFiles(LintRule rule, String text, List<String> names) implements Check {

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (Found found : inspection.all(names)) {
            DirectoryEntry entry = found.entry();
            if (entry.isDirectory() || (entry.isRegularFile() && entry.size() != 0)) {
                findings.add(found.path(), text);
            }
        }
    }
}
