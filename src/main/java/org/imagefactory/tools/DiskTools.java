package org.imagefactory.tools;

import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.spec.VirtType;

/** The programs that make and change disk images. */
public record DiskTools(
        QemuImg qemuImg,
        E2fsck e2fsck,
        Debugfs debugfs,
        Zerofree zerofree,
        Dumpe2fs dumpe2fs,
        Guestfish guestfish) {

    /**
     * All of them, started by one runner.
     *
     * @param wanted what the image's machine runs on
     */
    public static DiskTools of(ProcessRunner runner, VirtType wanted) {
        return new DiskTools(
                new QemuImg(runner),
                new E2fsck(runner),
                new Debugfs(runner),
                new Zerofree(runner),
                new Dumpe2fs(runner),
                new Guestfish(runner, wanted));
    }
}
