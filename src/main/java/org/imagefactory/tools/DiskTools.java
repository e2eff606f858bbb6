package org.imagefactory.tools;

import org.imagefactory.exec.ProcessRunner;

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
