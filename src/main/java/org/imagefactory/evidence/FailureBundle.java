package org.imagefactory.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.imagefactory.pipeline.Workspace;
import org.imagefactory.report.BuildReport;
import org.imagefactory.report.JsonReport;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Secrets;
import org.imagefactory.spec.Setting;

/**
 * The archive with everything about a failure, for its owner only: what the guest wrote may hold
 * passwords that the configuration does not know of. It unpacks into one folder of its own name.
 */
public final class FailureBundle {

    private static final Set<PosixFilePermission> MODE =
            PosixFilePermissions.fromString("rw-------");

    private static final int ENTRY_MODE = 0100600;

    private final ImageSpec spec;
    private final Workspace workspace;

    /**
     * @param spec knows the secrets to mask
     * @param workspace names the evidence and the archive
     */
    public FailureBundle(ImageSpec spec, Workspace workspace) {
        this.spec = spec;
        this.workspace = workspace;
    }

    /**
     * Packs what was collected; an archive of an earlier failure of that day is replaced.
     *
     * @param report how the build ended; what was asked for goes into a file of its own, too
     * @param keepDisk whether the disk is still of use; else it makes room for the archive
     * @return the archive; empty when nothing was collected, because no machine ever ran
     * @throws IOException there is no archive; nothing half-made has its name
     */
    public Optional<Path> write(BuildReport report, boolean keepDisk) throws IOException {
        Path folder = workspace.evidence();
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        if (!keepDisk) {
            Files.deleteIfExists(workspace.rawDisk());
        }
        Redaction redaction = Redaction.of(spec, report.configuration());
        EvidenceFolder evidence = new EvidenceFolder(folder, "", redaction, event -> {});
        evidence.text("configuration.ini", configuration(report.configuration()));
        Path plain = workspace.staging().resolve("report.json");
        JsonReport.write(report, plain);
        evidence.text("report.json", plain);
        pack(folder, workspace.stagedFailureBundle());
        Files.move(
                workspace.stagedFailureBundle(),
                workspace.failureBundle(),
                StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(workspace.failureBundle());
    }

    private String configuration(Map<String, Setting> settings) {
        StringBuilder text = new StringBuilder("[" + spec.name() + "]\n");
        for (Map.Entry<String, Setting> entry : new TreeMap<>(settings).entrySet()) {
            boolean secret = !Secrets.in(entry.getKey() + "=x").isEmpty();
            String value = secret ? Secrets.MASK : entry.getValue().value().replace("\n", "\n\t");
            text.append("# %s\n".formatted(entry.getValue().origin()));
            text.append("%s = %s\n".formatted(entry.getKey(), value));
        }
        return text.toString();
    }

    private void pack(Path folder, Path archive) throws IOException {
        Files.deleteIfExists(archive);
        Files.createFile(archive, PosixFilePermissions.asFileAttribute(MODE));
        String top = workspace.failureBundle().toFile().getName().replace(".tar.gz", "");
        try (OutputStream file = Files.newOutputStream(archive, StandardOpenOption.WRITE);
                OutputStream gzip = new GzipCompressorOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path member : members(folder)) {
                TarArchiveEntry entry = new TarArchiveEntry(top + "/" + folder.relativize(member));
                entry.setSize(Files.size(member));
                entry.setMode(ENTRY_MODE);
                entry.setModTime(Files.getLastModifiedTime(member));
                tar.putArchiveEntry(entry);
                Files.copy(member, tar);
                tar.closeArchiveEntry();
            }
        }
    }

    private static List<Path> members(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
