package org.imagefactory.clouds.ova;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.tools.DiskFailures;

/** Describes the machine of a disk that is imported without an archive. */
public final class MachineDescription {

    private MachineDescription() {}

    /**
     * In the Open Virtualization Format, for vSphere.
     *
     * @param name of the machine
     * @throws BuildException the target image is no disk that vSphere imports
     */
    public static String vsphere(PushJob job, String name, CloudDisk disk)
            throws BuildException, InterruptedException {
        Path body = job.targetBody();
        CloudDisk.Source source = disk.look(body);
        try {
            if (!source.format().equals("vmdk") || !PackedDisk.isStream(body)) {
                throw new UploadException(
                        "vSphere imports streamOptimized VMDKs only",
                        "make the target image with vsphere_vmdk_format=streaming");
            }
            return VmwareOvf.vsphere(
                    new Machine(
                            job.imageId(),
                            name,
                            job.template().description().orElse(""),
                            job.template().os(),
                            OvaPlugin.number(job, "ovf_cpu_count", 2),
                            OvaPlugin.number(job, "ovf_memory_mb", 4096),
                            "disk.vmdk",
                            source.bytes(),
                            Files.size(body),
                            disk.needsEfi(source, job.folder())));
        } catch (IOException e) {
            throw DiskFailures.io("looking at the target image", job.folder(), e);
        }
    }
}
