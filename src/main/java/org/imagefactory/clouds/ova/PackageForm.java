package org.imagefactory.clouds.ova;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.plugin.Parameters;

/** What a target image of another cloud can be packed as. The first one of a cloud is usual. */
enum PackageForm {
    VSPHERE("vsphere", "vsphere", DiskForm.STREAM_VMDK),
    VIRTUALBOX_BOX("vsphere", "vagrant-virtualbox", DiskForm.STREAM_VMDK),
    FUSION_BOX("vsphere", "vagrant-vmware-fusion", DiskForm.STANDARD_VMDK),
    RHEVM("rhevm", "rhevm", DiskForm.QCOW2),
    LIBVIRT_BOX("rhevm", "vagrant-libvirt", DiskForm.QCOW2),
    HYPERV_BOX("hyperv", "hyperv-vagrant", DiskForm.FIXED_VHD);

    private final String cloud;
    private final String word;
    private final DiskForm disk;

    PackageForm(String cloud, String word, DiskForm disk) {
        this.cloud = cloud;
        this.word = word;
        this.disk = disk;
    }

    /** The form that the disk has in it. */
    DiskForm disk() {
        return disk;
    }

    /**
     * @param cloud of the target image
     * @throws BuildException none can be made of that cloud's images, or none is called so
     */
    static PackageForm of(String cloud, Parameters parameters) throws BuildException {
        List<PackageForm> forms =
                Arrays.stream(values()).filter(form -> form.cloud.equals(cloud)).toList();
        if (forms.isEmpty()) {
            throw wrong(
                    "an OVA is made of a target image of vsphere, rhevm or hyperv, not of one of "
                            + PrintableText.of(cloud));
        }
        String key = cloud + "_ova_format";
        String word = parameters.text(key).orElse(forms.get(0).word);
        return forms.stream()
                .filter(form -> form.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        "%s is '%s'; it can be: %s"
                                                .formatted(
                                                        key,
                                                        PrintableText.of(word),
                                                        forms.stream()
                                                                .map(form -> form.word)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    static ConfigurationException wrong(String message) {
        return new ConfigurationException(message, "");
    }
}
