package org.imagefactory.libvirt;

import java.util.List;
import java.util.Optional;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.KvmProbe;

/** Whether the machine runs with hardware support. */
final class KvmCheck {

    private final KvmUse kvm;
    private final Optional<Architecture> processors;

    /**
     * @param processors of this host; empty if they are none of those that are known
     */
    KvmCheck(KvmUse kvm, Optional<Architecture> processors) {
        this.kvm = kvm;
        this.processors = processors;
    }

    List<Finding> look(ImageSpec spec) throws InterruptedException {
        VirtType type = LibvirtSettings.of(spec.machine()).virtType();
        if (type == VirtType.QEMU || !spec.machine().isLocal()) {
            return List.of();
        }
        Architecture wanted = spec.machine().arch();
        if (type == VirtType.KVM && KvmProbe.foreign(processors, wanted).isPresent()) {
            return List.of(); // the check of the processors tells
        }
        Optional<String> obstacle = kvm.obstacle(wanted);
        if (obstacle.isEmpty()) {
            return List.of(Finding.ok("KVM can be used"));
        }
        String text = "KVM cannot be used: " + obstacle.get();
        return List.of(
                type == VirtType.KVM
                        ? Finding.hostError(
                                text, "set " + Field.ACCELERATION + "=auto to build by emulation")
                        : Finding.warning(text, "the installation is emulated: ten times slower"));
    }
}
