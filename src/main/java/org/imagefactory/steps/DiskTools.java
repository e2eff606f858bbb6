package org.imagefactory.steps;

import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.Dumpe2fs;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.QemuImg;
import org.imagefactory.tools.Zerofree;

/** The programs that make and change disk images. */
public record DiskTools(
        QemuImg qemuImg, E2fsck e2fsck, Debugfs debugfs, Zerofree zerofree, Dumpe2fs dumpe2fs) {

    /** All of them, started by one runner. */
    public static DiskTools of(ProcessRunner runner) {
        return new DiskTools(
                new QemuImg(runner),
                new E2fsck(runner),
                new Debugfs(runner),
                new Zerofree(runner),
                new Dumpe2fs(runner));
    }
}
