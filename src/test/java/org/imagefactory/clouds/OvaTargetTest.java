package org.imagefactory.clouds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.imagefactory.clouds.ova.OvaPlugin;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.exec.CommonsExecRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What is in the archives of machines. */
class OvaTargetTest {

    private static final int MIB = DiskImages.MIB;
    private static final String ID = "6c7a6a0e-3a5e-4a51-8f4d-6a3b1a7d2c11";

    @TempDir Path folder;

    private FakeTargetJob job;
    private Path raw;

    @BeforeEach
    void makeDisk() throws Exception {
        job = new FakeTargetJob(folder, "ova").with("ovf_name", "Web & <Shop>");
        raw = DiskImages.empty(folder.resolve("raw"), 16L * MIB);
        DiskImages.partition(raw, "label: gpt\n2048,2048,U\n,,L\n");
        byte[] content = new byte[MIB];
        Arrays.fill(content, (byte) 'x');
        DiskImages.write(raw, 5L * MIB, content);
    }

    @Test
    void vsphereGetsTheDescriptionFirst() throws Exception {
        base("vsphere", "vmdk", "subformat=streamOptimized");
        job.with("ovf_cpu_count", "4").with("ovf_memory_mb", 512);

        make();

        assertThat(list()).containsExactly("Web-Shop-.ovf", "Web-Shop-.mf", "Web-Shop--disk1.vmdk");
        Path inside = unpack();
        String ovf = Files.readString(inside.resolve("Web-Shop-.ovf"));
        assertThat(ovf)
                .contains(
                        "ovf:size=\"%d\"".formatted(Files.size(job.baseBody())),
                        "ovf:capacity=\"16777216\"",
                        "<Name>Web &amp; &lt;Shop&gt;</Name>",
                        "<Annotation>Serves &lt;pages&gt;</Annotation>",
                        "ovf:id=\"96\" vmw:osType=\"debian10_64Guest\"",
                        "<rasd:VirtualQuantity>4</rasd:VirtualQuantity>",
                        "<rasd:VirtualQuantity>512</rasd:VirtualQuantity>",
                        "vmw:key=\"firmware\" vmw:value=\"efi\"");
        assertThat(inside.resolve("Web-Shop--disk1.vmdk")).hasSameBinaryContentAs(job.baseBody());
        DiskImages.run(
                List.of(
                        "sh",
                        "-c",
                        "cd %s && sed 's/SHA256(\\(.*\\))= \\(.*\\)/\\2  \\1/' *.mf | sha256sum -c"
                                .formatted(inside)),
                Path.of("/dev/null"));
        assertThat(job.folder()).isDirectoryNotContaining("glob:**/archive");
    }

    @Test
    void whatIsNoStreamIsMadeOne() throws Exception {
        base("vsphere", "vmdk", "subformat=monolithicSparse");

        make();

        assertThat(unpack().resolve("Web-Shop--disk1.vmdk")).isRegularFile();
        assertThat(info("Web-Shop--disk1.vmdk", "vmdk")).contains("streamOptimized");
    }

    @Test
    void ovirtGetsItsDialect() throws Exception {
        base("rhevm", "qcow2", "compat=1.1");

        make();

        assertThat(list()).containsExactly("vm.ovf", "vm.mf", ID);
        assertThat(Files.readString(unpack().resolve("vm.ovf")))
                .contains(
                        "ovf:fileRef=\"" + ID,
                        "ovf:volume-format=\"COW\"",
                        "<rasd:VirtualQuantity>1024</rasd:VirtualQuantity>");
        assertThat(folder.resolve("inside").resolve(ID)).hasSameBinaryContentAs(job.baseBody());
    }

    /** oVirt reads the headers itself, the first name in each, and jumps by blocks. */
    @Test
    void ovirtFindsNothingButItsDisk() throws Exception {
        base("rhevm", "qcow2", "compat=1.1");

        make();

        byte[] archive = Files.readAllBytes(job.body());
        List<String> disks = new ArrayList<>();
        int at = 0;
        while (archive[at] != 0) {
            String name = new String(archive, at, 100, UTF_8).replaceFirst("\0.*", "");
            String size = new String(archive, at + 124, 11, UTF_8);
            if (!name.endsWith("ovf") && !name.endsWith("dat")) {
                disks.add(name);
            }
            at += 512 + (Integer.parseInt(size, 8) + 511) / 512 * 512;
        }
        assertThat(disks).containsExactly(ID);
    }

    private static String text(Document document, String path) throws Exception {
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }

    /** What oVirt's reader of archives asks for, and fails without. */
    @Test
    void ovirtFindsWhatItAsksFor() throws Exception {
        base("rhevm", "qcow2", "compat=1.1");
        make();

        Document ovf =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(unpack().resolve("vm.ovf").toFile());
        for (String path :
                List.of(
                        "//*/VirtualSystem/@*[name()='ovf:id']",
                        "//*/VirtualSystem/Name",
                        "//*/VirtualSystem/OperatingSystemSection/@*[name()='ovf:id']",
                        "//*/VirtualSystem/VirtualHardwareSection/Item[*='3']",
                        "//*/DiskSection/Disk/@*[name()='ovf:capacity']",
                        "//*/File/@*[name()='ovf:href']")) {
            assertThat(text(ovf, path)).as(path).isNotEmpty();
        }
        String disk = text(ovf, "//*/DiskSection/Disk/@*[name()='ovf:diskId']");
        assertThat(text(ovf, "//*/Item/*[name()='rasd:HostResource']"))
                .isEqualTo("ovf:/disk/" + disk);
        assertThat(text(ovf, "//*/DiskSection/Disk/@*[name()='ovf:fileRef']"))
                .isEqualTo(text(ovf, "//*/File/@*[name()='ovf:id']"));
    }

    @Test
    void vagrantGetsBoxes() throws Exception {
        base("rhevm", "qcow2", "compat=1.1");
        job.with("rhevm_ova_format", "vagrant-libvirt");
        make();

        assertThat(list()).containsExactly("metadata.json", "Vagrantfile", "box.img");
        assertThat(Files.readString(unpack().resolve("metadata.json")))
                .isEqualTo("{\"provider\":\"libvirt\",\"format\":\"qcow2\",\"virtual_size\":1}\n");
        assertThat(Files.readAllBytes(job.body())).startsWith(0x1f, 0x8b);
    }

    @Test
    void virtualBoxAndFusionHaveFormsOfTheirOwn() throws Exception {
        base("vsphere", "vmdk", "subformat=streamOptimized");
        job.with("vsphere_ova_format", "vagrant-virtualbox");
        make();
        assertThat(list())
                .containsExactly("metadata.json", "Vagrantfile", "box.ovf", "Web-Shop--disk1.vmdk");

        job.with("vsphere_ova_format", "vagrant-vmware-fusion");
        make();
        assertThat(list()).containsExactly("metadata.json", "machine.vmx", "disk.vmdk");
        unpack();
        assertThat(info("disk.vmdk", "vmdk")).contains("monolithicSparse");
    }

    @Test
    void hypervGetsABox() throws Exception {
        base("hyperv", "vpc", "subformat=fixed,force_size=on");

        make();

        assertThat(list())
                .containsExactly(
                        "metadata.json",
                        "Vagrantfile",
                        "Virtual Machines/box.xml",
                        "Virtual Hard Disks/disk.vhd");
    }

    @Test
    void nothingElseIsPacked() throws Exception {
        assertThatThrownBy(this::make)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not of a base image");

        job.of("ec2");
        assertThatThrownBy(this::make)
                .hasMessage(
                        "an OVA is made of a target image of vsphere, rhevm or hyperv, not of one of"
                                + " ec2");

        job.of("rhevm").with("rhevm_ova_format", "zip");
        assertThatThrownBy(this::make)
                .hasMessage("rhevm_ova_format is 'zip'; it can be: rhevm, vagrant-libvirt");
        assertThat(job.body()).doesNotExist();
    }

    private void base(String cloud, String format, String options) throws Exception {
        job.of(cloud);
        DiskImages.run(
                List.of(
                        "qemu-img",
                        "convert",
                        "-O",
                        format,
                        "-o",
                        options,
                        raw + "",
                        job.baseBody() + ""),
                Path.of("/dev/null"));
    }

    private void make() throws Exception {
        new OvaPlugin(new CommonsExecRunner(System.getenv())).createTargetImage(job);
    }

    private List<String> list() throws Exception {
        return DiskImages.run(List.of("tar", "-tf", job.body() + ""), Path.of("/dev/null"))
                .lines()
                .toList();
    }

    private Path unpack() throws Exception {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        DiskImages.run(
                List.of("tar", "-C", inside + "", "-xf", job.body() + ""), Path.of("/dev/null"));
        return inside;
    }

    private String info(String file, String format) throws Exception {
        return DiskImages.run(
                List.of(
                        "qemu-img",
                        "info",
                        "-f",
                        format,
                        "--output=json",
                        folder.resolve("inside").resolve(file) + ""),
                Path.of("/dev/null"));
    }
}
