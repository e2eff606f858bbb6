package org.imagefactory.clouds.ova;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.imagefactory.clouds.disk.Archive;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.Job;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.spec.Sha256;
import org.imagefactory.tools.DiskFailures;

/** Packs target images of vSphere, oVirt and Hyper-V with a description of their machine. */
public final class OvaPlugin implements CloudPlugin {

    private static final String DIGESTING = "Computing the digest of the disk";
    private static final String PACKING = "Packing the archive";

    private final CloudDisk disk;

    public OvaPlugin(ProcessRunner runner) {
        this.disk = new CloudDisk(runner);
    }

    @Override
    public boolean takesTargetImages() {
        return true;
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        PackageForm form =
                PackageForm.of(
                        job.baseTarget()
                                .orElseThrow(
                                        () ->
                                                PackageForm.wrong(
                                                        "an OVA is made of a target image of"
                                                                + " vsphere, rhevm or hyperv, not of a"
                                                                + " base image: give its id")),
                        job.parameters());
        PackedDisk packed = PackedDisk.of(job, disk, form.disk());
        Path file = job.folder().toAbsolutePath().resolve("archive");
        try {
            Machine machine = machine(job, form, packed);
            CloudDisk.requireSpace(job.folder(), machine.fileBytes());
            pack(job, form, packed.file(), machine, file);
        } catch (IOException e) {
            throw DiskFailures.io("packing the archive", job.folder(), e);
        }
        CloudDisk.replace(job, file);
    }

    @Override
    public Pushed push(PushJob job) throws BuildException {
        throw new UploadException(
                "archives of machines are not pushed by this program: import the target image"
                        + " where it is to run",
                "");
    }

    private static Machine machine(TargetImageJob job, PackageForm form, PackedDisk packed)
            throws IOException {
        String name =
                job.parameters()
                        .text("ovf_name")
                        .filter(text -> !text.isBlank())
                        .orElse(job.imageId());
        boolean ovirt = form == PackageForm.RHEVM || form == PackageForm.LIBVIRT_BOX;
        return new Machine(
                job.imageId(),
                name,
                job.template().description().orElse(""),
                job.template().os(),
                number(job, "ovf_cpu_count", ovirt ? 1 : 2),
                number(job, "ovf_memory_mb", ovirt ? 1024 : 4096),
                switch (form) {
                    case VSPHERE, VIRTUALBOX_BOX -> Machine.fileName(name) + "-disk1.vmdk";
                    case FUSION_BOX -> "disk.vmdk";
                    case RHEVM -> job.imageId();
                    case LIBVIRT_BOX -> "box.img";
                    case HYPERV_BOX -> "disk.vhd";
                },
                packed.bytes(),
                Files.size(packed.file()),
                packed.efi());
    }

    static long number(Job job, String key, long usual) {
        return job.parameters().whole(key).filter(number -> number > 0).orElse(usual);
    }

    private static void pack(
            TargetImageJob job, PackageForm form, Path packed, Machine machine, Path file)
            throws IOException, InterruptedException {
        switch (form) {
            case VSPHERE -> {
                String name = machine.fileName();
                ova(job, machine, packed, file, name, "", VmwareOvf.vsphere(machine));
            }
            case RHEVM -> ova(job, machine, packed, file, "vm", "vm.dat", OvirtOvf.of(machine));
            default -> {
                try (Archive archive = Archive.compressed(file)) {
                    box(form, machine, archive);
                    String folder = form == PackageForm.HYPERV_BOX ? "Virtual Hard Disks/" : "";
                    archive.add(folder + machine.diskName(), packed, progress(job, machine));
                }
            }
        }
    }

    /**
     * Whoever reads it as a stream wants the description first, then the digests.
     *
     * @param plainName what the digests are called where POSIX's headers are not read: oVirt takes
     *     every member for a disk that does not end with {@code ovf} or {@code dat}; may be empty
     */
    private static void ova(
            TargetImageJob job,
            Machine machine,
            Path packed,
            Path file,
            String name,
            String plainName,
            String description)
            throws IOException, InterruptedException {
        String ovf = name + ".ovf";
        try (Archive archive = Archive.plain(file)) {
            archive.add(ovf, description);
            String digests = manifest(job, ovf, description, packed, machine);
            if (plainName.isEmpty()) {
                archive.add(name + ".mf", digests);
            } else {
                archive.add(name + ".mf", plainName, digests);
            }
            archive.add(machine.diskName(), packed, progress(job, machine));
        }
    }

    private static LongConsumer progress(TargetImageJob job, Machine machine) {
        double bytes = Math.max(1, machine.fileBytes());
        return done -> job.progress(PACKING, 0.6 + 0.4 * (done / bytes));
    }

    private static void box(PackageForm form, Machine machine, Archive archive) throws IOException {
        String provider =
                switch (form) {
                    case VIRTUALBOX_BOX -> "virtualbox";
                    case FUSION_BOX -> "vmware_desktop";
                    case LIBVIRT_BOX -> "libvirt";
                    default -> "hyperv";
                };
        archive.add(
                VagrantFiles.METADATA,
                form == PackageForm.LIBVIRT_BOX
                        ? VagrantFiles.libvirtMetadata(machine)
                        : VagrantFiles.metadata(provider));
        if (form != PackageForm.FUSION_BOX) {
            archive.add(VagrantFiles.VAGRANTFILE, VagrantFiles.vagrantfile(provider, machine));
        }
        switch (form) {
            case VIRTUALBOX_BOX -> archive.add("box.ovf", VmwareOvf.virtualBox(machine));
            case FUSION_BOX -> archive.add("machine.vmx", VagrantFiles.vmx(machine));
            case HYPERV_BOX ->
                    archive.add("Virtual Machines/box.xml", VagrantFiles.hyperv(machine));
            default -> {}
        }
    }

    /** The digests that importers compare, in the order of the archive. */
    private static String manifest(
            TargetImageJob job, String name, String ovf, Path packed, Machine machine)
            throws IOException, InterruptedException {
        double bytes = Math.max(1, machine.fileBytes());
        String disk =
                FileDigest.sha256(
                        packed, done -> job.progress(DIGESTING, 0.4 + 0.2 * (done / bytes)));
        byte[] text = ovf.getBytes(StandardCharsets.UTF_8);
        String first = Sha256.ofBytes(Sha256.newDigest().digest(text)).hex();
        return "SHA256(%s)= %s\nSHA256(%s)= %s\n".formatted(name, first, machine.diskName(), disk);
    }
}
