package org.imagefactory.clouds.ova;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A description in the dialect of oVirt's own archives. What its engine, 4.2 and later, looks for
 * is taken from its reader ({@code OvfOvaReader}), which finds elements of no name space only.
 */
final class OvirtOvf {

    private static final String VERSION = "4.2.0.0";
    private static final String CIM = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";

    /** oVirt's template that every machine without one has. */
    private static final String BLANK = "00000000-0000-0000-0000-000000000000";

    /** Of oVirt's chip sets: Q35 with UEFI, and I440FX with a BIOS. */
    private static final String UEFI = "2";

    private static final String BIOS = "0";

    private static final String VGA = "2";

    private final Machine machine;
    private final String diskId;
    private final Xml xml = new Xml();
    private int items;

    private OvirtOvf(Machine machine) {
        this.machine = machine;
        this.diskId = derived("disk");
    }

    static String of(Machine machine) {
        return new OvirtOvf(machine).write();
    }

    private String write() {
        xml.open(
                "ovf:Envelope",
                "xmlns:ovf",
                "http://schemas.dmtf.org/ovf/envelope/1/",
                "xmlns:ovirt",
                "http://www.ovirt.org/ovf",
                "xmlns:rasd",
                CIM + "CIM_ResourceAllocationSettingData",
                "xmlns:vssd",
                CIM + "CIM_VirtualSystemSettingData",
                "xmlns:xsi",
                "http://www.w3.org/2001/XMLSchema-instance",
                "ovf:version",
                VERSION);
        xml.open("References");
        xml.empty(
                "File",
                "ovf:href",
                machine.diskName(),
                "ovf:id",
                machine.diskName(),
                "ovf:size",
                Long.toString(machine.fileBytes()));
        xml.close();
        disk();
        xml.open("NetworkSection").text("Info", "List of networks");
        xml.empty("Network", "ovf:name", "ovirtmgmt").close();
        system();
        return xml.document();
    }

    /** Engines before 4.3 take the capacity for GiB whatever its units are. */
    private void disk() {
        long gibibytes = (machine.diskBytes() + (1L << 30) - 1) >> 30;
        xml.open("DiskSection").text("Info", "List of Virtual Disks");
        xml.empty(
                "Disk",
                "ovf:diskId",
                diskId,
                "ovf:capacity",
                Long.toString(gibibytes),
                "ovf:capacityAllocationUnits",
                "byte * 2^30",
                "ovf:populatedSize",
                Long.toString(machine.fileBytes()),
                "ovf:parentRef",
                "",
                "ovf:fileRef",
                machine.diskName(),
                "ovf:format",
                "http://www.gnome.org/~markmc/qcow-image-format.html",
                "ovf:volume-format",
                "COW",
                "ovf:volume-type",
                "Sparse",
                "ovf:disk-interface",
                "VirtIO",
                "ovf:boot",
                "true",
                "ovf:disk-alias",
                machine.fileName() + "_Disk1",
                "ovf:wipe-after-delete",
                "false");
        xml.close();
    }

    private void system() {
        xml.open("VirtualSystem", "ovf:id", machine.id());
        xml.text("Info", "A virtual machine").text("Name", machine.fileName());
        xml.text("Description", machine.description());
        xml.text("TemplateId", BLANK).text("TemplateName", "Blank");
        xml.text("ClusterCompatibilityVersion", "4.2").text("VmType", "1");
        xml.text("BiosType", machine.efi() ? UEFI : BIOS).text("DefaultDisplayType", VGA);
        xml.text("TimeZone", "Etc/GMT");
        GuestOs os = GuestOs.of(machine);
        xml.open(
                "OperatingSystemSection",
                "ovf:id",
                Integer.toString(os.cim()),
                "ovf:required",
                "false");
        xml.text("Info", "Guest Operating System").text("Description", machine.os().name());
        xml.close();
        xml.open("VirtualHardwareSection").text("Info", "Hardware of the machine");
        hardware();
        xml.close().close();
    }

    private void hardware() {
        item("3", machine.processors() + " virtual CPU(s)", "");
        xml.text("rasd:num_of_sockets", Long.toString(machine.processors()));
        xml.text("rasd:cpu_per_socket", "1").text("rasd:threads_per_cpu", "1");
        xml.text("rasd:VirtualQuantity", Long.toString(machine.processors())).close();
        item("4", machine.memoryMebibytes() + " MB of memory", "");
        xml.text("rasd:AllocationUnits", "MegaBytes");
        xml.text("rasd:VirtualQuantity", Long.toString(machine.memoryMebibytes())).close();
        item("17", "Disk", diskId);
        xml.text("rasd:HostResource", "ovf:/disk/" + diskId).text("rasd:Parent", BLANK);
        xml.text("rasd:Template", BLANK).text("Type", "disk").text("Device", "disk");
        xml.text("BootOrder", "1").text("IsPlugged", "true").close();
        item("10", "Ethernet adapter on ovirtmgmt", derived("network"));
        xml.text("rasd:ResourceSubType", "3").text("rasd:Connection", "ovirtmgmt");
        xml.text("rasd:Linked", "true").text("rasd:Name", "nic1");
        xml.text("Type", "interface").text("Device", "bridge").close();
        item("32768", "Graphical Controller", derived("video"));
        xml.text("rasd:VirtualQuantity", "1").text("Type", "video").text("Device", "vga").close();
    }

    /**
     * @param id of the device; empty if it has none but its number
     */
    private void item(String type, String caption, String id) {
        items++;
        xml.open("Item").text("rasd:Caption", caption);
        xml.text("rasd:InstanceID", id.isEmpty() ? Integer.toString(items) : id);
        xml.text("rasd:ResourceType", type);
    }

    /** Another UUID that is always the same for this image. */
    private String derived(String what) {
        return UUID.nameUUIDFromBytes((machine.id() + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
