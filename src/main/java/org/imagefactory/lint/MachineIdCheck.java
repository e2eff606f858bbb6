package org.imagefactory.lint;

import java.util.List;
import org.imagefactory.guest.GuestFiles.Found;
import org.imagefactory.spec.LintRule;
import org.imagefactory.tools.DirectoryEntry;

/** See machine-id(5): systemd makes an ID where there is none yet. */
final class MachineIdCheck implements Check {

    private static final List<String> PATHS =
            List.of("/etc/machine-id", "/var/lib/dbus/machine-id");

    @Override
    public LintRule rule() {
        return LintRule.MACHINE_ID;
    }

    @Override
    public List<String> texts() {
        return PATHS;
    }

    @Override
    public void look(Inspection inspection, Findings findings) {
        for (Found found : inspection.all(PATHS)) {
            DirectoryEntry entry = found.entry();
            if (entry.isSpecial() || entry.isDirectory()) {
                findings.add(found.path(), "is no regular file");
            }
        }
        for (Inspection.TextFile file : inspection.texts(PATHS, findings)) {
            String id = file.text().strip();
            if (!id.isEmpty() && !id.equals("uninitialized")) {
                findings.add(file.path(), "holds an ID that every copy of the image would have");
            }
        }
    }
}
