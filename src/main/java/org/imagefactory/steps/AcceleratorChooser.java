package org.imagefactory.steps;

import java.util.Optional;
import org.imagefactory.libvirt.VirtInstall.Accelerator;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.KvmProbe;

/** Chooses what runs a machine. */
final class AcceleratorChooser {

    private final KvmProbe kvm;

    AcceleratorChooser(KvmProbe kvm) {
        this.kvm = kvm;
    }

    /** Without asking the host: the most likely choice. */
    Accelerator guess(Machine machine) {
        boolean emulated =
                machine.virtType() == VirtType.QEMU
                        || (machine.virtType() == VirtType.AUTO
                                && kvm.foreign(machine.arch()).isPresent());
        return emulated ? Accelerator.EMULATION : Accelerator.KVM;
    }

    /**
     * @param listener is warned where KVM is wanted if it works, and does not
     */
    Accelerator choose(Machine machine, BuildListener listener) throws InterruptedException {
        return switch (machine.virtType()) {
            case KVM -> Accelerator.KVM;
            case QEMU -> Accelerator.EMULATION;
            case AUTO -> {
                Optional<String> obstacle = kvm.obstacle(machine.arch());
                obstacle.ifPresent(
                        reason ->
                                listener.warning(
                                        "no KVM, the virtual machine will be slow: " + reason));
                yield obstacle.isEmpty() ? Accelerator.KVM : Accelerator.EMULATION;
            }
        };
    }
}
