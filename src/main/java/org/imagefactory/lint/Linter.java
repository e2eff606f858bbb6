package org.imagefactory.lint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.guest.GuestFiles;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.Machine;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.ExtFileSystem;

/** Checks what an installer left on a disk. Changes nothing, mounts nothing, needs no root. */
public final class Linter {

    private final Debugfs debugfs;
    private final Optional<Machine> machine;

    /**
     * @param machine that the system was installed in; empty if that is not known
     */
    public Linter(Debugfs debugfs, Optional<Machine> machine) {
        this.debugfs = debugfs;
        this.machine = machine;
    }

    /**
     * @param disk raw; small files are put into its folder for a moment
     * @param rules to check
     * @return in the order of the rules' names; empty if all is well
     * @throws BuildException the disk cannot be looked at
     */
    public List<LintFinding> lint(InstalledDisk disk, Set<LintRule> rules)
            throws BuildException, InterruptedException {
        ExtFileSystem root = disk.locate(disk.root());
        GuestFiles files = new GuestFiles(debugfs, root);
        List<Check> checks = Checks.of(rules, debugfs, machine);
        try {
            Inspection inspection = Inspection.of(disk, files, checks);
            List<LintFinding> all = new ArrayList<>();
            for (Check check : checks) {
                Findings findings = new Findings(check.rule());
                check.look(inspection, findings);
                all.addAll(findings.list());
            }
            return List.copyOf(all);
        } catch (IOException e) {
            throw DiskFailures.io("checking the image", root.folder(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("checking the image", root.folder(), e);
        }
    }
}
