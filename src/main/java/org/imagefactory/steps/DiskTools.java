package org.imagefactory.steps;

import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.E2fsck;
import org.imagefactory.tools.Fallocate;
import org.imagefactory.tools.QemuImg;
import org.imagefactory.tools.Zerofree;

/** The programs that make and change disk images. */
public record DiskTools(
        QemuImg qemuImg, E2fsck e2fsck, Debugfs debugfs, Zerofree zerofree, Fallocate fallocate) {

    /** All of them, started by one runner. */
    public static DiskTools of(ProcessRunner runner) {
        return new DiskTools(
                new QemuImg(runner),
                new E2fsck(runner),
                new Debugfs(runner),
                new Zerofree(runner),
                new Fallocate(runner));
    }
}
