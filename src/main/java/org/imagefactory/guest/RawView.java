package org.imagefactory.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.imagefactory.disk.ImageFormat;
import org.imagefactory.disk.VmdkHeader;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.CommandFailedException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.tools.DiskFailures;
import org.imagefactory.tools.ImageInfo;
import org.imagefactory.tools.QemuImg;

/** Makes image files, whoever made them, readable as raw disks. They are only read. */
public final class RawView {

    /** Formats of one file; others name further files in a way that could be any of the host's. */
    public static final Set<String> FORMATS = Set.of("qcow2", "qed", "vdi", "vhdx", "vpc");

    private static final String RAW = "raw";

    /** What is compressed well becomes a hundred times as much, zeros aside. */
    private static final long MOST_EXPANSION = 1000;

    /** A small image may be what is left of a disk full of the same thing. */
    private static final long LARGEST_BY_ITSELF = 16L << 30;

    private static final String VMDK = "vmdk";

    private final QemuImg qemuImg;
    private final Path temporaryFolder;

    /**
     * @param temporaryFolder gets the copies
     */
    public RawView(QemuImg qemuImg, Path temporaryFolder) {
        this.qemuImg = qemuImg;
        this.temporaryFolder = temporaryFolder;
    }

    /**
     * Lets a name stand for an image as a raw disk: a link, or a copy where the image is no raw
     * one.
     *
     * @param image its real path
     * @param raw must not exist; its caller removes it
     * @param formats that may be looked into, by qemu-img's names; each of one file
     * @throws ImageCheckException it is no image of those, or damaged
     * @throws HostException there is no room
     */
    public void provide(Path image, Path raw, Set<String> formats)
            throws IOException, BuildException, InterruptedException {
        String format = ImageFormat.name(image);
        if (format.equals(RAW)) {
            Files.createSymbolicLink(raw, image);
            return;
        }
        if (!formats.contains(format)) {
            throw new ImageCheckException(
                    "cannot look into the format '%s'".formatted(format),
                    "make a raw or qcow2 image of it with 'qemu-img convert'");
        }
        if (format.equals(VMDK)) {
            VmdkHeader.requireOneFile(image);
        }
        requireRoom(image, format);
        try {
            qemuImg.run(QemuImg.toRaw(image, format, raw));
        } catch (CommandFailedException e) {
            if (e.lastLines().stream().anyMatch(line -> line.contains("No space left"))) {
                throw noRoom();
            }
            throw damaged(e);
        } catch (CommandException e) {
            throw DiskFailures.command("making a raw copy", temporaryFolder, e);
        }
    }

    /**
     * An image tells how large its raw copy becomes, and may lie by a factor of millions: all parts
     * of the disk can be the same part of the file.
     */
    private void requireRoom(Path image, String format)
            throws IOException, BuildException, InterruptedException {
        long free = Files.getFileStore(temporaryFolder).getUsableSpace();
        long most = Math.max(LARGEST_BY_ITSELF, MOST_EXPANSION * Files.size(image));
        try {
            ImageInfo info = qemuImg.read(image, format);
            if (info.otherFile().isPresent()) {
                throw new ImageCheckException(
                        "the image needs another file: "
                                + PrintableText.exact(info.otherFile().get()),
                        "make one image of them with 'qemu-img convert'");
            }
            if (info.virtualBytes() <= Math.min(free, most)) {
                return;
            }
            long data = qemuImg.dataBytes(image, format, most);
            if (data >= most) {
                throw new ImageCheckException(
                        "its %d bytes would unfold to more than %s, as those of no real image"
                                .formatted(Files.size(image), new DataSize(most)),
                        "");
            }
            if (data > free) {
                throw noRoom();
            }
        } catch (CommandFailedException e) {
            throw damaged(e);
        } catch (CommandException e) {
            throw DiskFailures.command("reading the image", temporaryFolder, e);
        }
    }

    private HostException noRoom() {
        return new HostException(
                "no space for a raw copy in " + temporaryFolder,
                "free some space there, or set TMPDIR to a folder with more");
    }

    private static ImageCheckException damaged(CommandFailedException e) {
        return new ImageCheckException("qemu-img cannot read the image: " + e.getMessage(), "", e);
    }
}
