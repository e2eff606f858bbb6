package org.imagefactory.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.disk.DiskImages;
import org.imagefactory.guest.DiskReader;
import org.imagefactory.guest.InstalledDisk;
import org.imagefactory.spec.LintRule;
import org.imagefactory.spec.Machine;
import org.imagefactory.spec.VirtType;
import org.imagefactory.tools.Debugfs;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.TestRunner;

/** A disk with one ext4 file system, which a check finds nothing in, and what is put into it. */
final class LintFixture {

    static final long OFFSET = DiskImages.MIB;
    static final long SIZE = 64L * DiskImages.MIB;

    final Path folder;
    final Path content;
    final Path image;
    final TestRunner runner = new TestRunner();
    Optional<Machine> machine = Optional.empty();
    final Debugfs debugfs = new Debugfs(runner);

    LintFixture(Path root) throws IOException {
        folder = Files.createDirectory(root.resolve("a folder?"));
        content = Files.createDirectory(root.resolve("content"));
        image = folder.resolve("disk.raw");
        file("etc/os-release", "ID=test\n");
        file("etc/machine-id", "");
        file("etc/shadow", "root:*:1::::::\n");
        file("boot/vmlinuz-6", "kernel");
    }

    Path file(String path, String text) throws IOException {
        Path file = content.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void link(String path, String target) throws IOException {
        Path link = content.resolve(path);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }

    /** Makes the disk. */
    LintFixture install() throws Exception {
        DiskImages.empty(image, SIZE);
        DiskImages.partition(image, "label: dos\nstart=2048, type=83, bootable\n");
        DiskImages.write(image, 0, new byte[] {(byte) 0xeb, 0x63});
        DiskImages.mkfs(image, "ext4", OFFSET, SIZE - OFFSET, content);
        return this;
    }

    /** Makes the disk, with a GPT and an empty EFI system partition of 64 MiB in front. */
    LintFixture installForUefi() throws Exception {
        long root = OFFSET + SIZE;
        DiskImages.empty(image, root + SIZE + OFFSET);
        DiskImages.partition(
                image,
                "label: gpt\nstart=2048, size=%d, type=U\nsize=%d, type=L\n"
                        .formatted(SIZE / 512, SIZE / 512));
        mtools("mformat", "-F", "-T", String.valueOf(SIZE / 512), "-h", "16", "-s", "32", "::");
        mtools("mmd", "::/EFI", "::/EFI/BOOT");
        DiskImages.mkfs(image, "ext4", root, SIZE, content);
        return this;
    }

    /** Puts a boot loader where UEFI looks. */
    void putOnEsp(String name) throws Exception {
        mtools("mcopy", content.resolve("etc/os-release").toString(), "::/EFI/BOOT/" + name);
    }

    private void mtools(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program, "-i", image + "@@1M"));
        command.addAll(List.of(arguments));
        DiskImages.run(command, Path.of("/dev/null"));
    }

    /** What is on the disk. */
    InstalledDisk read() throws Exception {
        return new DiskReader(debugfs, new Guestfish(runner, VirtType.QEMU))
                .read(image, false, progress -> {});
    }

    /** All findings, without the rules' names. */
    List<String> lint(LintRule... rules) throws Exception {
        return new Linter(debugfs, machine)
                .lint(read(), Set.of(rules)).stream()
                        .map(finding -> finding.path() + ": " + finding.text())
                        .toList();
    }

    List<String> paths(LintRule... rules) throws Exception {
        List<String> paths = new ArrayList<>();
        for (String finding : lint(rules)) {
            paths.add(finding.substring(0, finding.indexOf(": ")));
        }
        return paths;
    }

    /** Names of what lies beside the disk. */
    List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
