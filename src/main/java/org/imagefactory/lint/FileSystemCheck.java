package org.imagefactory.lint;

import java.io.IOException;
import org.imagefactory.disk.ExtSuperblock;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.spec.LintRule;

/** What the superblocks say. */
final class FileSystemCheck implements Check {

    @Override
    public LintRule rule() {
        return LintRule.FILE_SYSTEM;
    }

    @Override
    public void look(Inspection inspection, Findings findings) throws IOException, BuildException {
        for (Partition partition : inspection.disk().fileSystems()) {
            ExtSuperblock superblock =
                    ExtSuperblock.read(inspection.disk().image(), partition.offset());
            if (superblock.errorsFound()) {
                findings.add(partition.name(), "a kernel met errors in the file system");
            }
            if (superblock.needsRecovery() || !superblock.clean()) {
                findings.add(partition.name(), "the file system was not unmounted");
            }
        }
    }
}
