package org.imagefactory.clouds;

import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.azure.AzurePlugin;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.clouds.disk.DiskPlugin;
import org.imagefactory.clouds.ec2.Ec2Plugin;
import org.imagefactory.clouds.gce.GcePlugin;
import org.imagefactory.clouds.oci.DockerPlugin;
import org.imagefactory.clouds.openstack.OpenStackPlugin;
import org.imagefactory.clouds.ova.OvaPlugin;
import org.imagefactory.clouds.vsphere.VSpherePlugin;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.forms.FormMaker;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.PluginFactory;

/** The clouds that this program knows, for the descriptions of the same names. */
public final class Clouds {

    private static final String BY_HAND = "images for %s are not pushed by this program: %s";

    private Clouds() {}

    /**
     * @param runner starts qemu-img and other tools
     * @param environment of the user, for what clouds' own programs look for there
     */
    public static List<PluginFactory> plugins(
            ProcessRunner runner, CloudSettings settings, Map<String, String> environment) {
        return List.of(
                PluginFactory.of("Azure", () -> new AzurePlugin(runner, environment)),
                PluginFactory.of("Docker", () -> new DockerPlugin(runner, environment)),
                PluginFactory.of("EC2", () -> ec2(runner, settings, environment)),
                PluginFactory.of("GCE", () -> new GcePlugin(runner, environment)),
                PluginFactory.of("OpenStack", () -> openstack(runner, settings, environment)),
                PluginFactory.of("OVA", () -> new OvaPlugin(runner)),
                PluginFactory.of("vSphere", () -> vsphere(runner, environment)),
                PluginFactory.of("RHEVM", () -> rhevm(runner, settings)),
                PluginFactory.of("HyperV", () -> hyperv(runner)));
    }

    /**
     * Makes forms of images that no template asked for, and brings them to clouds.
     *
     * @param environment of the user, for what clouds' own programs look for there
     */
    public static FormMaker forms(Map<String, String> environment) {
        return new FinishedForms(Map.copyOf(environment));
    }

    /**
     * One of them, by its name.
     *
     * @param plugins all of clouds
     */
    static CloudPlugin plugin(List<PluginFactory> plugins, String name) {
        return plugins.stream()
                .filter(factory -> factory.name().equals(name))
                .map(factory -> (CloudPlugin) factory.create())
                .findFirst()
                .orElseThrow();
    }

    private static Ec2Plugin ec2(
            ProcessRunner runner, CloudSettings settings, Map<String, String> environment) {
        return new Ec2Plugin(
                runner,
                new FormChoice(
                        "ec2_image_format",
                        settings.ec2Format(),
                        Map.of("raw", DiskForm.RAW, "vmdk", DiskForm.STREAM_VMDK)),
                environment);
    }

    private static OpenStackPlugin openstack(
            ProcessRunner runner, CloudSettings settings, Map<String, String> environment) {
        return new OpenStackPlugin(
                runner,
                new FormChoice(
                        "openstack_image_format",
                        settings.openstackFormat(),
                        Map.of("qcow2", DiskForm.QCOW2, "raw", DiskForm.RAW)),
                environment);
    }

    private static VSpherePlugin vsphere(ProcessRunner runner, Map<String, String> environment) {
        return new VSpherePlugin(
                runner,
                new FormChoice(
                        "vsphere_vmdk_format",
                        "streaming",
                        Map.of(
                                "streaming",
                                DiskForm.STREAM_VMDK,
                                "standard",
                                DiskForm.STANDARD_VMDK)),
                environment);
    }

    private static DiskPlugin rhevm(ProcessRunner runner, CloudSettings settings) {
        return new DiskPlugin(
                runner,
                new FormChoice(
                        "rhevm_image_format",
                        settings.rhevmFormat(),
                        Map.of("qcow2", DiskForm.QCOW2, "raw", DiskForm.RAW)),
                BY_HAND.formatted("RHEV-M", "upload the target image as a disk there"));
    }

    private static DiskPlugin hyperv(ProcessRunner runner) {
        return new DiskPlugin(
                runner,
                parameters -> DiskForm.FIXED_VHD,
                BY_HAND.formatted("Hyper-V", "copy the target image to the host"));
    }
}
