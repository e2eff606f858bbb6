package org.imagefactory.preflight;

import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.VirtType;

/** Whether the machine runs with hardware support. */
final class KvmCheck implements Check {

    private final KvmUse kvm;

    KvmCheck(KvmUse kvm) {
        this.kvm = kvm;
    }

    @Override
    public List<Finding> look(ImageSpec spec) throws InterruptedException {
        VirtType type = spec.machine().virtType();
        if (type == VirtType.QEMU || !spec.machine().isLocal()) {
            return List.of();
        }
        Optional<String> obstacle = kvm.obstacle();
        if (obstacle.isEmpty()) {
            return List.of(Finding.ok("KVM can be used"));
        }
        String text = "KVM cannot be used: " + obstacle.get();
        return List.of(
                type == VirtType.KVM
                        ? Finding.hostError(text, "set virt-type=auto to build by emulation")
                        : Finding.warning(text, "the installation is emulated: ten times slower"));
    }
}
