package org.imagefactory.clouds.ova;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A description in the Open Virtualization Format 1.1 (DSP0243), as VMware's and VirtualBox's
 * imports read it. Numbers of resource types are those of CIM_ResourceAllocationSettingData.
 */
final class VmwareOvf {

    private static final int PROCESSOR = 3;
    private static final int MEMORY = 4;
    private static final int SCSI = 6;
    private static final int NETWORK_CARD = 10;
    private static final int DISK = 17;
    private static final int SATA = 20;

    private static final String STREAM =
            "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized";

    private final Machine machine;
    private final boolean virtualBox;
    private final String network;
    private final Xml xml = new Xml();
    private int instance;

    private VmwareOvf(Machine machine, boolean virtualBox) {
        this.machine = machine;
        this.virtualBox = virtualBox;
        this.network = virtualBox ? "NAT" : "VM Network";
    }

    /** For vSphere 6.5 and later: hardware version 13. */
    static String vsphere(Machine machine) {
        return new VmwareOvf(machine, false).write();
    }

    /** For VirtualBox. */
    static String virtualBox(Machine machine) {
        return new VmwareOvf(machine, true).write();
    }

    private String write() {
        xml.open(
                "Envelope",
                "xmlns",
                "http://schemas.dmtf.org/ovf/envelope/1",
                "xmlns:ovf",
                "http://schemas.dmtf.org/ovf/envelope/1",
                "xmlns:rasd",
                "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"
                        + "CIM_ResourceAllocationSettingData",
                "xmlns:vssd",
                "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData",
                "xmlns:vmw",
                "http://www.vmware.com/schema/ovf");
        xml.open("References");
        xml.empty(
                "File",
                "ovf:href",
                machine.diskName(),
                "ovf:id",
                "file1",
                "ovf:size",
                Long.toString(machine.fileBytes()));
        xml.close();
        xml.open("DiskSection").text("Info", "The virtual disk");
        xml.empty(
                "Disk",
                "ovf:capacity",
                Long.toString(machine.diskBytes()),
                "ovf:capacityAllocationUnits",
                "byte",
                "ovf:diskId",
                "vmdisk1",
                "ovf:fileRef",
                "file1",
                "ovf:format",
                STREAM);
        xml.close();
        xml.open("NetworkSection").text("Info", "The networks");
        xml.open("Network", "ovf:name", network).text("Description", "The " + network + " network");
        xml.close().close();
        system();
        return xml.document();
    }

    private void system() {
        GuestOs os = GuestOs.of(machine);
        xml.open("VirtualSystem", "ovf:id", machine.fileName());
        xml.text("Info", "A virtual machine").text("Name", machine.name());
        if (!machine.description().isEmpty()) {
            xml.open("AnnotationSection").text("Info", "What it is");
            xml.text("Annotation", machine.description()).close();
        }
        xml.open(
                "OperatingSystemSection",
                "ovf:id",
                Integer.toString(os.cim()),
                "vmw:osType",
                os.vmware());
        xml.text("Info", "The installed system");
        xml.text("Description", machine.os().name() + " " + machine.os().version()).close();
        hardware();
        xml.close();
    }

    private void hardware() {
        xml.open("VirtualHardwareSection").text("Info", "What the machine has");
        xml.open("System").text("vssd:ElementName", "Virtual Hardware Family");
        xml.text("vssd:InstanceID", "0").text("vssd:VirtualSystemIdentifier", machine.fileName());
        xml.text("vssd:VirtualSystemType", virtualBox ? "virtualbox-2.2" : "vmx-13").close();
        item(
                PROCESSOR,
                machine.processors() + " virtual CPU(s)",
                Map.of(
                        "VirtualQuantity",
                        Long.toString(machine.processors()),
                        "AllocationUnits",
                        "hertz * 10^6"));
        item(
                MEMORY,
                machine.memoryMebibytes() + " MiB of memory",
                Map.of(
                        "VirtualQuantity",
                        Long.toString(machine.memoryMebibytes()),
                        "AllocationUnits",
                        "byte * 2^20"));
        devices();
        if (machine.efi() && !virtualBox) {
            xml.empty(
                    "vmw:Config",
                    "ovf:required",
                    "false",
                    "vmw:key",
                    "firmware",
                    "vmw:value",
                    "efi");
        }
        xml.close();
    }

    private void devices() {
        item(
                virtualBox ? SATA : SCSI,
                "Disk controller",
                Map.of("Address", "0", "ResourceSubType", controller()));
        item(
                DISK,
                "Disk",
                Map.of(
                        "AddressOnParent",
                        "0",
                        "HostResource",
                        "ovf:/disk/vmdisk1",
                        "Parent",
                        Integer.toString(instance)));
        item(
                NETWORK_CARD,
                "Network adapter",
                Map.of(
                        "AutomaticAllocation",
                        "true",
                        "Connection",
                        network,
                        "ResourceSubType",
                        virtualBox ? "E1000" : "VmxNet3"));
    }

    /** New systems have lost the driver for the old controller, old ones have none for the new. */
    private String controller() {
        if (virtualBox) {
            return "AHCI";
        }
        String name = machine.os().name();
        boolean old = name.endsWith("-5") || name.endsWith("-6");
        return old ? "lsilogic" : "VirtualSCSI";
    }

    /** The schema wants the elements in alphabetical order. */
    private void item(int type, String name, Map<String, String> more) {
        instance++;
        SortedMap<String, String> elements = new TreeMap<>(more);
        elements.put("ElementName", name);
        elements.put("InstanceID", Integer.toString(instance));
        elements.put("ResourceType", Integer.toString(type));
        xml.open("Item");
        elements.forEach((element, value) -> xml.text("rasd:" + element, value));
        xml.close();
    }
}
