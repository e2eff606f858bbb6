package org.imagefactory.libvirt;

import java.util.Optional;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.KvmProbe;

/** Chooses what runs a machine. */
final class AcceleratorChooser {

    private final KvmUse kvm;
    private final Optional<Architecture> processors;

    /**
     * @param processors of this host; empty if they are none of those that are known
     */
    AcceleratorChooser(KvmUse kvm, Optional<Architecture> processors) {
        this.kvm = kvm;
        this.processors = processors;
    }

    /** Without asking the host: the most likely choice. */
    Accelerator guess(Machine machine) {
        VirtType wanted = LibvirtSettings.of(machine).virtType();
        boolean emulated =
                wanted == VirtType.QEMU
                        || (wanted == VirtType.AUTO
                                && KvmProbe.foreign(processors, machine.arch()).isPresent());
        return emulated ? Accelerator.EMULATION : Accelerator.KVM;
    }

    /**
     * @param listener is warned where KVM is wanted if it works, and does not
     */
    Accelerator choose(Machine machine, BuildListener listener) throws InterruptedException {
        return switch (LibvirtSettings.of(machine).virtType()) {
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
