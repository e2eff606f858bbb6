package org.imagefactory.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.HostException;
import org.imagefactory.exec.Command;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.exec.Program;
import org.imagefactory.files.ScratchFolder;
import org.imagefactory.json.Json;

/** Makes the archive that describes the disk of a virtual machine to Incus and LXD. */
final class IncusArchive {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ProcessRunner runner;

    IncusArchive(ProcessRunner runner) {
        this.runner = runner;
    }

    /**
     * Makes the archive; the same build gets the same one.
     *
     * @param folder where the archive goes
     * @throws IOException the folder cannot be written to
     * @throws HostException xz is missing or fails
     */
    CatalogFile make(CatalogImage image, CatalogBuild build, Path folder)
            throws IOException, HostException, InterruptedException {
        Path archive = folder.resolve(build.name() + "." + IncusMetadata.SUFFIX);
        try (ScratchFolder scratch = ScratchFolder.in(folder)) {
            Path tar = scratch.file("metadata.tar");
            write(tar, Json.indented(metadata(image, build)) + "\n");
            runner.run(
                    Command.of(Program.XZ, "--compress", "--threads=1", "--", tar.toString())
                            .within(LIMIT)
                            .quietly());
            Files.move(
                    scratch.file("metadata.tar.xz"), archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (CommandException e) {
            throw new HostException(
                    "cannot describe %s to Incus: %s".formatted(build.name(), e.getMessage()),
                    Program.installLine(List.of(Program.XZ)),
                    e);
        }
        return new CatalogFile(
                archive.toFile().getName(),
                IncusMetadata.SUFFIX,
                Files.size(archive),
                FileDigest.sha256(archive, position -> {}));
    }

    /** JSON is YAML, too. */
    private static Map<String, Object> metadata(CatalogImage image, CatalogBuild build) {
        Map<String, Object> properties = new LinkedHashMap<>();
        String name = image.name().text();
        properties.put("architecture", image.architecture().machine());
        properties.put("description", build.name());
        properties.put("name", name);
        properties.put("os", build.distribution(name));
        properties.put("release", build.release());
        properties.put("serial", build.date().toString());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("architecture", image.architecture().machine());
        metadata.put("creation_date", build.finished().getEpochSecond());
        metadata.put("properties", properties);
        return metadata;
    }

    private static void write(Path file, String yaml) throws IOException {
        byte[] content = yaml.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            TarArchiveEntry entry = new TarArchiveEntry("metadata.yaml");
            entry.setSize(content.length);
            entry.setModTime(0L);
            entry.setIds(0, 0);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
    }
}
