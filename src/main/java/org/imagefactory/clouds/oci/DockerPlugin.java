package org.imagefactory.clouds.oci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.imagefactory.clouds.disk.Archive;
import org.imagefactory.clouds.disk.CloudDisk;
import org.imagefactory.clouds.registry.RegistryPush;
import org.imagefactory.disk.ExtSuperblock;
import org.imagefactory.disk.Partition;
import org.imagefactory.disk.PartitionTable;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ImageCheckException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.guest.ExtVolume;
import org.imagefactory.plugin.CheckJob;
import org.imagefactory.plugin.CloudPlugin;
import org.imagefactory.plugin.DeletionJob;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.plugin.Pushed;
import org.imagefactory.plugin.TargetImageJob;
import org.imagefactory.tools.DiskFailures;

/**
 * Makes an image for containers of the root file system: an archive that is both an OCI image
 * layout and what {@code docker load} reads, or the files alone. Images are pushed to registries.
 */
public final class DockerPlugin implements CloudPlugin {

    private static final String READING = "Reading the root file system";

    private final ProcessRunner runner;
    private final CloudDisk disk;
    private final RegistryPush registry;

    /**
     * @param environment says where users have credentials for registries
     */
    public DockerPlugin(ProcessRunner runner, Map<String, String> environment) {
        this.registry = new RegistryPush(environment);
        this.runner = runner;
        this.disk = new CloudDisk(runner);
    }

    @Override
    public void createTargetImage(TargetImageJob job) throws BuildException, InterruptedException {
        ArchiveCompression compression = ArchiveCompression.of(job.parameters());
        ImageSettings settings = ImageSettings.of(job);
        boolean plain = !job.parameters().bool("create_docker_metadata").orElse(true);
        Path raw = disk.raw(job, 0.3);
        try {
            Partition root = root(raw);
            long used = ExtSuperblock.read(raw, root.offset()).usedBytes();
            CloudDisk.requireSpace(job.folder(), used);
            Layer layer;
            try (ExtVolume volume = ExtVolume.open(raw, root.offset(), root.length())) {
                layer =
                        Layer.write(
                                volume,
                                job.folder().toAbsolutePath().resolve("layer"),
                                !plain && compression == ArchiveCompression.NONE,
                                done -> job.progress(READING, share(done, used, 0.3, 0.8)));
            }
            Path made = plain ? layer.file() : archive(job, layer, settings);
            CloudDisk.replace(job, compression.compress(made, runner));
        } catch (IOException e) {
            throw DiskFailures.io("reading the root file system", job.folder(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("compressing the archive", job.folder(), e);
        }
    }

    @Override
    public Pushed push(PushJob job) throws BuildException, InterruptedException {
        try {
            return registry.push(
                    job,
                    ArchiveCompression.plain(
                            job.targetBody().toAbsolutePath(),
                            job.folder().toAbsolutePath(),
                            runner));
        } catch (IOException e) {
            throw DiskFailures.io("unpacking the archive", job.folder(), e);
        } catch (CommandException e) {
            throw DiskFailures.command("unpacking the archive", job.folder(), e);
        }
    }

    @Override
    public void delete(DeletionJob job) throws BuildException, InterruptedException {
        registry.delete(job);
    }

    @Override
    public boolean knowsCredentials(String credentials) {
        return RegistryPush.knowsCredentials(credentials);
    }

    @Override
    public void check(CheckJob job) throws BuildException, InterruptedException {
        registry.check(job);
    }

    /** The one with a system's folders; an ordinary one before others. */
    private static Partition root(Path raw) throws IOException, BuildException {
        PartitionTable table = PartitionTable.read(raw);
        for (String[] mark : new String[][] {{"etc", "os-release"}, {"etc"}}) {
            for (Partition partition : table.partitions()) {
                if (partition.fileSystem().isExt() && has(raw, partition, mark)) {
                    return partition;
                }
            }
        }
        throw new ImageCheckException(
                "found %s on the disk; only a root file system of ext2, ext3 or ext4 can become an"
                                .formatted(table.summary())
                        + " image for containers",
                "");
    }

    private static boolean has(Path raw, Partition partition, String... path) throws IOException {
        try (ExtVolume volume = ExtVolume.open(raw, partition.offset(), partition.length())) {
            return volume.has(path);
        }
    }

    private static Path archive(TargetImageJob job, Layer layer, ImageSettings settings)
            throws IOException, InterruptedException {
        ImageDocuments documents = ImageDocuments.of(layer, settings);
        Path file = job.folder().toAbsolutePath().resolve("image.tar");
        double bytes = Math.max(1, layer.blob().bytes());
        try (Archive archive = Archive.plain(file)) {
            archive.add("oci-layout", ImageDocuments.LAYOUT);
            archive.add("index.json", documents.index());
            archive.add("manifest.json", documents.docker());
            archive.add(documents.manifestBlob().path(), documents.manifest());
            archive.add(documents.configBlob().path(), documents.config());
            archive.add(
                    layer.blob().path(),
                    layer.file(),
                    done -> job.progress("Packing the image", 0.8 + 0.2 * (done / bytes)));
        }
        job.setProperty("docker_digest", documents.manifestBlob().digest());
        Files.delete(layer.file());
        return file;
    }

    private static double share(long done, long all, double from, double to) {
        return from + (to - from) * Math.min(1, (double) done / Math.max(1, all));
    }
}
