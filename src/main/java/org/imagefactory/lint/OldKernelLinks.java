package org.imagefactory.lint;

import java.util.List;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.spec.LintRule;

/** Links to the kernel before the last, in a system that has only had one. */
final class OldKernelLinks implements Check {

    private static final List<String> LINKS =
            List.of("/boot/initrd.img.old", "/boot/vmlinuz.old", "/initrd.img.old", "/vmlinuz.old");

    @Override
    public LintRule rule() {
        return LintRule.OLD_KERNEL_LINKS;
    }

    @Override
    public List<String> names() {
        return LINKS;
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (Found found : inspection.all(LINKS)) {
            findings.add(found.path(), "stands for a kernel that the system never had");
        }
    }
}
