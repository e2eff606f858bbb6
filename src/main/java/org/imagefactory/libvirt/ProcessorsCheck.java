package org.imagefactory.libvirt;

import java.util.List;
import java.util.Optional;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.KvmProbe;

/** Whether hardware support that is insisted on can be had for the machine's processors at all. */
final class ProcessorsCheck {

    private final Optional<Architecture> processors;

    /**
     * @param processors of this host; empty if they are none of those that are known
     */
    ProcessorsCheck(Optional<Architecture> processors) {
        this.processors = processors;
    }

    List<Finding> look(ImageSpec spec) {
        LibvirtSettings settings = LibvirtSettings.of(spec.machine());
        if (settings.virtType() != VirtType.KVM || !settings.isLocal()) {
            return List.of();
        }
        return KvmProbe.foreign(processors, spec.machine().arch())
                .map(
                        reason ->
                                Finding.hostError(
                                        "KVM cannot be used: " + reason,
                                        "set "
                                                + Field.ACCELERATION
                                                + "=auto to build by emulation, or build on"
                                                + " a host with such processors"))
                .stream()
                .toList();
    }
}
