package org.imagefactory.steps;

import java.nio.file.Path;
import java.util.Optional;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.KvmProbe;
import org.imagefactory.tools.VirtInstall.Accelerator;

/** Chooses what runs a machine. */
final class AcceleratorChooser {

    private final ProcessRunner runner;
    private final Path temporaryFolder;

    AcceleratorChooser(ProcessRunner runner, Path temporaryFolder) {
        this.runner = runner;
        this.temporaryFolder = temporaryFolder;
    }

    /** Without asking the host: the most likely choice. */
    static Accelerator guess(VirtType wanted) {
        return wanted == VirtType.QEMU ? Accelerator.EMULATION : Accelerator.KVM;
    }

    /**
     * @param listener is warned where KVM is wanted if it works, and does not
     */
    Accelerator choose(VirtType wanted, BuildListener listener) throws InterruptedException {
        return switch (wanted) {
            case KVM -> Accelerator.KVM;
            case QEMU -> Accelerator.EMULATION;
            case AUTO -> {
                Optional<String> obstacle = new KvmProbe(runner, temporaryFolder).obstacle();
                obstacle.ifPresent(
                        reason ->
                                listener.warning(
                                        "no KVM, the virtual machine will be slow: " + reason));
                yield obstacle.isEmpty() ? Accelerator.KVM : Accelerator.EMULATION;
            }
        };
    }
}
