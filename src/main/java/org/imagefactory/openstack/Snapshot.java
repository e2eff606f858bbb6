package org.imagefactory.openstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.exec.CommandException;
import org.imagefactory.exec.ProcessRunner;
import org.imagefactory.report.BuildListener;
import org.imagefactory.tools.ImageInfo;
import org.imagefactory.tools.QemuImg;

/** Brings the disk of an instance that is off to this host. */
final class Snapshot {

    private static final Set<String> FORMATS = Set.of("qcow2", "raw");
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(30);
    private static final long PAUSE_MILLISECONDS = 2_000;
    private static final int TRIES = 3;

    private final Cloud cloud;
    private final String server;
    private final String mark;
    private final QemuImg qemuImg;
    private final BuildListener listener;

    Snapshot(
            Cloud cloud, String server, String mark, ProcessRunner runner, BuildListener listener) {
        this.cloud = cloud;
        this.server = server;
        this.mark = mark;
        this.qemuImg = new QemuImg(runner);
        this.listener = listener;
    }

    /**
     * @param name of the snapshot
     * @param disk that is replaced; tells how large the disk must be
     * @param patience with the cloud
     */
    void fetch(String name, Path disk, Duration patience)
            throws BuildException, InterruptedException {
        Duration limit = patience.compareTo(LEAST_PATIENCE) > 0 ? patience : LEAST_PATIENCE;
        Path file = disk.resolveSibling("snapshot");
        try {
            Map<?, ?> image =
                    Cloud.ask(
                            "making an image of the instance's disk",
                            () -> made(take(name), limit));
            String format = String.valueOf(image.get("disk_format"));
            String id = String.valueOf(image.get("id"));
            if (!FORMATS.contains(format) || image.get("block_device_mapping") != null) {
                throw new HostException(
                        "OpenStack's image of the disk has the form '%s', which is not read"
                                .formatted(format),
                        "do the cloud's instances boot from volumes?");
            }
            listener.note("downloading %s bytes of the disk".formatted(image.get("size")));
            Cloud.ask(
                    "downloading the disk",
                    () -> {
                        download(id, file);
                        return id;
                    });
            convert(file, format, disk);
        } finally {
            delete(file);
        }
    }

    private String take(String name)
            throws CloudException, UploadException, IOException, InterruptedException {
        return cloud.nova().snapshot(server, name, cloud.marks(mark));
    }

    private Map<?, ?> made(String id, Duration limit)
            throws CloudException, UploadException, IOException, InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            Optional<Map<?, ?>> image = cloud.glance().image(id);
            String status = image.map(found -> String.valueOf(found.get("status"))).orElse("gone");
            if (status.equals("active")) {
                return image.orElseThrow();
            }
            if (!List.of("queued", "saving", "importing", "uploading").contains(status)
                    || System.nanoTime() - begin > limit.toNanos()) {
                throw new CloudException(
                        0,
                        "the image of the disk is %s after %d s; OpenStack's own log may tell why"
                                .formatted(status, (System.nanoTime() - begin) / 1_000_000_000L));
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        }
    }

    private void download(String id, Path file)
            throws UploadException, IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                cloud.glance().download(id, file, position -> {});
                return;
            } catch (IOException e) {
                if (tries >= TRIES) {
                    throw e;
                }
                listener.warning("the download of the disk broke off and begins anew: " + e);
            }
        }
    }

    /** What comes from elsewhere may name any file of this host. */
    private void convert(Path file, String format, Path disk)
            throws HostException, InterruptedException {
        try {
            long size = Files.size(disk);
            ImageInfo info = qemuImg.read(file, format);
            if (info.otherFile().isPresent() || info.virtualBytes() != size) {
                throw new HostException(
                        info.otherFile().isPresent()
                                ? "OpenStack's image of the disk needs another file"
                                : "the disk in OpenStack has %d bytes, not %d"
                                        .formatted(info.virtualBytes(), size),
                        "");
            }
            qemuImg.run(QemuImg.toRaw(file, format, disk));
        } catch (CommandException | IOException e) {
            throw new HostException(
                    "reading the disk of the instance: " + e.getMessage(),
                    "is there space left in " + disk.getParent() + "?",
                    e);
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            listener.warning("cannot delete " + file + ": " + FileReason.of(e));
        }
    }
}
