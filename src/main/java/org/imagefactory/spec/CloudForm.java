package org.imagefactory.spec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A form that a cloud takes of a finished image, in a file of its own beside it. Its name is that
 * of the target.
 */
public enum CloudForm {
    OPENSTACK_KVM("openstack-kvm.qcow2"),
    EC2("ec2.raw"),
    VSPHERE("vsphere.vmdk"),
    RHEVM("rhevm.qcow2"),
    OVA("vsphere.ova"),
    VAGRANT_LIBVIRT("vagrant-libvirt.box"),
    VAGRANT_VIRTUALBOX("vagrant-virtualbox.box"),
    DOCKER("docker.tar"),
    GCE("gce.tar.gz"),
    HYPERV("hyperv.vhd"),
    AZURE("azure.vhd");

    /** The end of the name of the file that says what OpenStack is to know of its form. */
    public static final String OPENSTACK_PROPERTIES = "openstack-kvm.json";

    private final String suffix;

    CloudForm(String suffix) {
        this.suffix = suffix;
    }

    /** The end of the file's name, without the dot before it. */
    public String suffix() {
        return suffix;
    }

    /** The name of the target. */
    public String target() {
        return Choice.name(this);
    }

    /**
     * Reads the names of targets; each counts once.
     *
     * @throws IllegalArgumentException there is no such target, any more or at all
     */
    public static List<CloudForm> parseAll(List<String> targets) {
        Set<CloudForm> forms = new LinkedHashSet<>();
        for (String target : targets) {
            RetiredCloud.of(target)
                    .ifPresent(
                            retired -> {
                                throw new IllegalArgumentException(retired.sentence());
                            });
            forms.add(Choice.parse(CloudForm.class, target));
        }
        return List.copyOf(forms);
    }
}
