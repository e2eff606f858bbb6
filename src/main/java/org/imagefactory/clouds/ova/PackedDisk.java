package org.imagefactory.clouds.ova;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.clouds.disk.DiskForm;
import org.imagefactory.error.BuildException;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tools.DiskFailures;

/**
 * The disk that goes into an archive.
 *
 * @param file in the form that the archive needs
 * @param bytes of the disk
 * @param efi whether only an UEFI can start it
 */
record PackedDisk(Path file, long bytes, boolean efi) {

    /** The description of a VMDK follows its first sector. */
    private static final int DESCRIPTION = 64 << 10;

    /** A VHD's footer, from the last sector on. */
    private static final int FOOTER = 512;

    private static final String VHD = "conectix";

    /** The base image's body, or a copy in another form. */
    static PackedDisk of(TargetImageJob job, CloudDisk disk, DiskForm form)
            throws BuildException, InterruptedException {
        CloudDisk.Source base = disk.look(job.baseBody());
        boolean efi = disk.needsEfi(base, job.folder());
        try {
            if (form == DiskForm.FIXED_VHD) {
                if (!isVhd(base.file())) {
                    throw PackageForm.wrong("the target image of hyperv is no fixed VHD");
                }
                return new PackedDisk(base.file(), base.bytes() - FOOTER, efi);
            }
            boolean fits =
                    base.format().equals(form.format())
                            && (!form.format().equals("vmdk")
                                    || isStream(base.file()) == isStream(form));
            Path file = fits ? base.file() : disk.convert(job, base, form, 0.4);
            return new PackedDisk(file, base.bytes(), efi);
        } catch (IOException e) {
            throw DiskFailures.io("looking at the target image", job.folder(), e);
        }
    }

    private static boolean isStream(DiskForm form) {
        return form == DiskForm.STREAM_VMDK;
    }

    static boolean isStream(Path vmdk) throws IOException {
        return text(vmdk, 0, DESCRIPTION).contains("createType=\"streamOptimized\"");
    }

    private static boolean isVhd(Path file) throws IOException {
        return text(file, Math.max(0, file.toFile().length() - FOOTER), FOOTER).startsWith(VHD);
    }

    private static String text(Path file, long offset, int longest) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(longest, in.length() - offset)];
            in.seek(offset);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
