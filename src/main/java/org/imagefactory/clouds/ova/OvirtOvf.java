package org.imagefactory.clouds.ova;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A description in the dialect of oVirt's own archives, as its engine 4.2 and later read it. */
final class OvirtOvf {

    private static final String VERSION = "4.2.0.0";

    /** oVirt's template that every machine without one has. */
    private static final String BLANK = "00000000-0000-0000-0000-000000000000";

    private final Machine machine;
    private final Xml xml = new Xml();
    private int items;

    private OvirtOvf(Machine machine) {
        this.machine = machine;
    }

    static String of(Machine machine) {
        return new OvirtOvf(machine).write();
    }

    private String write() {
        xml.open(
                "ovf:Envelope",
                "xmlns:ovf",
                "http://schemas.dmtf.org/ovf/envelope/1/",
                "xmlns:rasd",
                "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"
                        + "CIM_ResourceAllocationSettingData",
                "xmlns:vssd",
                "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData",
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
                Long.toString(machine.fileBytes()),
                "ovf:description",
                "Active VM",
                "ovf:disk_storage_type",
                "IMAGE");
        xml.close();
        xml.open("NetworkSection").text("Info", "List of networks");
        xml.empty("Network", "ovf:name", "ovirtmgmt").close();
        disk();
        content();
        return xml.document();
    }

    private void disk() {
        long gibibytes = (machine.diskBytes() + (1L << 30) - 1) >> 30;
        xml.open("Section", "xsi:type", "ovf:DiskSection_Type");
        xml.text("Info", "List of Virtual Disks");
        xml.empty(
                "Disk",
                "ovf:diskId",
                machine.diskName(),
                "ovf:size",
                Long.toString(gibibytes),
                "ovf:capacity",
                Long.toString(machine.diskBytes()),
                "ovf:actual_size",
                Long.toString((machine.fileBytes() + (1L << 30) - 1) >> 30),
                "ovf:vm_snapshot_id",
                derived("snapshot"),
                "ovf:parentRef",
                "",
                "ovf:fileRef",
                machine.diskName(),
                "ovf:format",
                "http://www.vmware.com/specifications/vmdk.html#sparse",
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

    private void content() {
        xml.open("Content", "ovf:id", "out", "xsi:type", "ovf:VirtualSystem_Type");
        xml.text("Name", machine.fileName()).text("Description", machine.description());
        xml.text("TemplateId", BLANK).text("TemplateName", "Blank");
        xml.text("ClusterCompatibilityVersion", "4.2").text("VmType", "1");
        xml.text("BiosType", machine.efi() ? "3" : "1").text("DefaultDisplayType", "1");
        xml.open("Section", "ovf:id", machine.id());
        xml.text("Info", "Guest Operating System").text("Description", os()).close();
        xml.open("Section", "xsi:type", "ovf:VirtualHardwareSection_Type");
        xml.text("Info", "Hardware of the machine");
        xml.open("System").text("vssd:VirtualSystemType", "ENGINE " + VERSION).close();
        item("3", machine.processors() + " virtual CPU(s)");
        xml.text("rasd:num_of_sockets", Long.toString(machine.processors()));
        xml.text("rasd:cpu_per_socket", "1").text("rasd:threads_per_cpu", "1");
        xml.text("rasd:VirtualQuantity", Long.toString(machine.processors())).close();
        item("4", machine.memoryMebibytes() + " MB of memory");
        xml.text("rasd:AllocationUnits", "MegaBytes");
        xml.text("rasd:VirtualQuantity", Long.toString(machine.memoryMebibytes())).close();
        item("17", "Disk");
        xml.text("rasd:HostResource", machine.diskName()).text("rasd:Parent", BLANK);
        xml.text("rasd:Template", BLANK).text("Type", "disk").text("Device", "disk");
        xml.text("BootOrder", "1").text("IsPlugged", "true").close();
        item("10", "Ethernet adapter on ovirtmgmt");
        xml.text("rasd:ResourceSubType", "3").text("rasd:Connection", "ovirtmgmt");
        xml.text("rasd:Linked", "true").text("Type", "interface").text("Device", "bridge").close();
        xml.close().close();
    }

    private void item(String type, String caption) {
        items++;
        String id =
                switch (type) {
                    case "17" -> machine.diskName();
                    case "10" -> derived("network");
                    default -> Integer.toString(items);
                };
        xml.open("Item").text("rasd:Caption", caption).text("rasd:InstanceId", id);
        xml.text("rasd:ResourceType", type);
    }

    private String os() {
        String name = machine.os().name();
        boolean redHat = name.matches("(?i)(rhel|centos|scientificlinux)-.*");
        int major = GuestOs.major(name, machine.os());
        return redHat && major >= 7 && machine.is64Bit()
                ? "rhel_%dx64".formatted(major)
                : "OtherLinux";
    }

    /** Another UUID that is always the same for this image. */
    private String derived(String what) {
        return UUID.nameUUIDFromBytes((machine.id() + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
