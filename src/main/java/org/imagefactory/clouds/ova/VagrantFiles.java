package org.imagefactory.clouds.ova;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.json.Json;

/** The small files in Vagrant's boxes. */
final class VagrantFiles {

    /** The name that each provider looks for. */
    static final String METADATA = "metadata.json";

    static final String VAGRANTFILE = "Vagrantfile";

    private VagrantFiles() {}

    static String metadata(String provider) {
        return Json.line(Map.of("provider", provider)) + "\n";
    }

    /** vagrant-libvirt wants the size in gibibytes, rounded up. */
    static String libvirtMetadata(Machine machine) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("provider", "libvirt");
        metadata.put("format", "qcow2");
        metadata.put("virtual_size", (machine.diskBytes() + (1L << 30) - 1) >> 30);
        return Json.line(metadata) + "\n";
    }

    /** What the box brings as defaults; whoever uses it may say otherwise. */
    static String vagrantfile(String provider, Machine machine) {
        return """
                Vagrant.configure("2") do |config|
                %s  config.vm.provider "%s" do |machine|
                    machine.memory = %d
                    machine.cpus = %d
                  end
                end
                """
                .formatted(
                        provider.equals("virtualbox") ? networkCard(machine) : "",
                        provider,
                        machine.memoryMebibytes(),
                        machine.processors());
    }

    /** VirtualBox' own prefix; the rest is that of the image. */
    private static String networkCard(Machine machine) {
        return "  config.vm.base_mac = \"080027%s\"\n"
                .formatted(machine.id().replace("-", "").substring(0, 6));
    }

    /** The machine for VMware Fusion and Workstation. */
    static String vmx(Machine machine) {
        return """
                .encoding = "UTF-8"
                config.version = "8"
                virtualHW.version = "13"
                displayName = "%s"
                guestOS = "%s"
                firmware = "%s"
                numvcpus = "%d"
                memsize = "%d"
                pciBridge0.present = "TRUE"
                pciBridge4.present = "TRUE"
                pciBridge4.virtualDev = "pcieRootPort"
                pciBridge4.functions = "8"
                vmci0.present = "TRUE"
                sata0.present = "TRUE"
                sata0:0.present = "TRUE"
                sata0:0.fileName = "%s"
                ethernet0.present = "TRUE"
                ethernet0.connectionType = "nat"
                ethernet0.virtualDev = "e1000"
                ethernet0.addressType = "generated"
                """
                .formatted(
                        machine.fileName(),
                        GuestOs.of(machine).vmware().replaceFirst("Guest$", "").replace('_', '-'),
                        machine.efi() ? "efi" : "bios",
                        machine.processors(),
                        machine.memoryMebibytes(),
                        machine.diskName());
    }

    /** What Vagrant reads of an exported machine of Hyper-V. */
    static String hyperv(Machine machine) {
        return new Xml()
                .open("configuration")
                .open("properties")
                .text("name", machine.fileName(), "type", "string")
                .text("subtype", machine.efi() ? "1" : "0", "type", "integer")
                .close()
                .open("settings")
                .open("processors")
                .text("count", Long.toString(machine.processors()), "type", "integer")
                .close()
                .open("memory")
                .open("bank")
                .text("dynamic_memory_enabled", "False", "type", "bool")
                .text("limit", Long.toString(machine.memoryMebibytes()), "type", "integer")
                .text("reservation", Long.toString(machine.memoryMebibytes()), "type", "integer")
                .text("size", Long.toString(machine.memoryMebibytes()), "type", "integer")
                .close()
                .close()
                .close()
                .open("_83f8638b-8dca-4152-9eda-2ca8b33039b4_")
                .open("controller0")
                .open("drive0")
                .text("pathname", machine.diskName(), "type", "string")
                .text("type", "VHD", "type", "string")
                .document();
    }
}
