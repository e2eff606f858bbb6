package org.imagefactory.tinman;

import java.nio.file.Path;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.DiskFormat;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;

/** A machine that starts a base image, as libvirt's users give it to {@code virsh define}. */
final class LibvirtXml {

    private LibvirtXml() {}

    /**
     * @param name of the machine; nothing else may have it
     * @param disk the image
     */
    static String of(String name, ImageSpec spec, Path disk) {
        Machine machine = spec.machine();
        DiskFormat format = spec.disk().format();
        boolean arm = machine.arch() == Architecture.ARM64;
        return """
                <domain type="kvm">
                  <name>%s</name>
                  <memory unit="MiB">%d</memory>
                  <vcpu>%d</vcpu>
                  <os%s>
                    <type arch="%s" machine="%s">hvm</type>
                    <boot dev="hd"/>
                  </os>
                  <features><acpi/></features>
                  <clock offset="utc"/>
                  <devices>
                    <disk type="file" device="disk">
                      <driver name="qemu" type="%s"/>
                      <source file="%s"/>
                      <target dev="vda" bus="virtio"/>
                    </disk>
                    <interface type="user"><model type="virtio"/></interface>
                    <serial type="pty"/>
                    <console type="pty"/>
                  </devices>
                </domain>
                """
                .formatted(
                        name,
                        machine.memory().mebibytes(),
                        machine.cores(),
                        machine.firmware() == Firmware.UEFI ? " firmware=\"efi\"" : "",
                        machine.arch().machine(),
                        arm ? "virt" : "q35",
                        format.suffix(),
                        escape(disk.toString()));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
