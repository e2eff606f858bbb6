package org.imagefactory.difference;

import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.imagefactory.disk.FatFiles;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.guest.ExtWalk;
import org.imagefactory.guest.TreeArchive;
import org.imagefactory.spec.DigestKind;
import org.imagefactory.spec.Sha256;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.DirectoryEntry;
import org.imagefactory.tools.ExtFileSystem;
import org.imagefactory.tools.Guestfish;

/**
 * Writes a line for each file of an image, then sorts the lines by path: with sort, which needs
 * little memory however many there are.
 */
final class Listing {

    private static final int LARGEST_TEXT = 1 << 20;

    private final ProcessRunner runner;
    private final Path image;
    private final Path folder;
    private final Essence essence;

    /**
     * @param image raw disk in the folder
     * @param folder for copies and lists; the caller removes it
     */
    Listing(ProcessRunner runner, Path image, Path folder, Essence essence) {
        this.runner = runner;
        this.image = image;
        this.folder = folder;
        this.essence = essence;
    }

    /**
     * @param root what the paths of go without a prefix
     * @return the sorted list
     */
    Path write(Iterable<Partition> partitions, Partition root, Guestfish guestfish)
            throws IOException, CommandException, BuildException, InterruptedException {
        Path lines = folder.resolve("files");
        try (BufferedWriter writer = Files.newBufferedWriter(lines)) {
            for (Partition partition : partitions) {
                String prefix = partition.equals(root) ? "" : partition.name() + ":";
                if (partition.fileSystem().isExt()) {
                    ext(partition, prefix, writer);
                } else if (partition.fileSystem().needsLibguestfs()) {
                    archive(partition, prefix, guestfish, writer);
                } else if (partition.fileSystem() == FileSystemType.VFAT) {
                    FatFiles.walk(image, partition, file -> put(writer, fat(prefix, file)));
                }
            }
        }
        Path sorted = folder.resolve("files.sorted");
        runner.run(
                Command.of(
                                Program.SORT,
                                "-t",
                                "\t",
                                "-k1,1",
                                "-S",
                                "32M",
                                "-T",
                                folder.toString(),
                                "-o",
                                sorted.toString(),
                                lines.toString())
                        .quietly());
        Files.delete(lines);
        return sorted;
    }

    private void ext(Partition partition, String prefix, BufferedWriter writer)
            throws IOException, CommandException, InterruptedException {
        Path copies = Files.createDirectory(folder.resolve("copies"));
        ExtFileSystem target = new ExtFileSystem(image, partition.offset());
        new ExtWalk(new Debugfs(runner), target, copies, partition.length())
                .run(
                        (path, entry, copy, link) ->
                                put(writer, ext(prefix + path, entry, copy, link)));
        Files.delete(copies);
    }

    private FileRecord ext(
            String path, DirectoryEntry entry, Optional<Path> copy, Optional<String> link)
            throws IOException, InterruptedException {
        String content = link.orElse(entry.isRegularFile() ? "unread" : "");
        String core = "";
        if (copy.isPresent()) {
            content = FileDigest.of(copy.get(), DigestKind.SHA256);
            Optional<MadeAnew> rule = MadeAnew.partly(path);
            if (rule.isPresent()) {
                try (InputStream in = Files.newInputStream(copy.get())) {
                    core = core(rule.get(), entry.size(), in);
                }
            }
        }
        long size = entry.isRegularFile() ? entry.size() : 0;
        return new FileRecord(
                path, entry.type(), entry.permissions(), entry.owner(), size, content, core);
    }

    private String core(MadeAnew rule, long size, InputStream content) throws IOException {
        if (size > LARGEST_TEXT && rule != MadeAnew.DPKG) {
            return "";
        }
        byte[] bytes = content.readNBytes(16 * LARGEST_TEXT);
        return Sha256.ofBytes(Sha256.newDigest().digest(essence.of(rule, bytes))).hex();
    }

    private void archive(
            Partition partition, String prefix, Guestfish guestfish, BufferedWriter writer)
            throws IOException, BuildException, InterruptedException {
        Path archive = TreeArchive.make(guestfish, image, partition);
        TarListing.read(archive, prefix, this::core, file -> put(writer, file));
        Files.delete(archive);
    }

    private FileRecord fat(String prefix, FatFiles.FatFile file)
            throws IOException, ImageCheckException {
        String path = prefix + file.path();
        if (file.isFolder()) {
            return new FileRecord(path, 'd', "", "", 0, "", "");
        }
        Optional<MadeAnew> rule =
                MadeAnew.partly(path).filter(some -> file.bytes() <= LARGEST_TEXT);
        MessageDigest digest = Sha256.newDigest();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        file.copy(
                new DigestOutputStream(
                        rule.isPresent() ? text : OutputStream.nullOutputStream(), digest));
        String core =
                rule.isEmpty()
                        ? ""
                        : core(
                                rule.get(),
                                file.bytes(),
                                new ByteArrayInputStream(text.toByteArray()));
        String content = Sha256.ofBytes(digest.digest()).hex();
        return new FileRecord(path, 'f', "", "", file.bytes(), content, core);
    }

    private static void put(BufferedWriter writer, FileRecord one) throws IOException {
        writer.write(one.line());
        writer.write('\n');
    }
}
