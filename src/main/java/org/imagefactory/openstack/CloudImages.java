package org.imagefactory.openstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.imagefactory.clouds.openstack.Glance;
import org.imagefactory.disk.FileDigest;
import org.imagefactory.error.UploadException;

/**
 * Images that machines are made of: a machine's own, which go with it, and installers' kernels and
 * initrds, which are uploaded once and shared.
 */
final class CloudImages {

    /** The property by which a shared image is found: the digest of its content. */
    static final String SHARED = "image_factory_sha256";

    private static final int TRIES = 3;
    private static final long PAUSE_MILLISECONDS = 5_000;

    private final Cloud cloud;
    private final Glance glance;

    /**
     * @param cloud has them
     */
    CloudImages(Cloud cloud) {
        this.cloud = cloud;
        this.glance = cloud.glance();
    }

    /**
     * An image with the content of a file, whoever uploaded it. Two builds that need the same new
     * one at the same time may make two, of which later builds take the older.
     *
     * @param title what it is, for people
     * @param format of Glance's
     * @return its id
     */
    String shared(String title, Path file, String format)
            throws UploadException, IOException, InterruptedException {
        String digest = FileDigest.sha256(file, position -> {});
        for (Map<?, ?> image : glance.find(SHARED, digest)) {
            if ("active".equals(image.get("status")) && "private".equals(image.get("visibility"))) {
                return String.valueOf(image.get("id"));
            }
        }
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", "image-factory %s %s".formatted(title, digest.substring(0, 12)));
        description.put(SHARED, digest);
        return upload(description, file, format);
    }

    /**
     * An image of one machine.
     *
     * @param name for people
     * @param mark of the machine
     * @param properties Glance's and others
     * @return its id
     */
    String own(String name, String mark, Path file, String format, Map<String, String> properties)
            throws UploadException, IOException, InterruptedException {
        Map<String, Object> description = new LinkedHashMap<>(properties);
        description.put("name", name);
        description.putAll(cloud.marks(mark));
        String id = upload(description, file, format);
        cloud.made().computeIfAbsent(mark, any -> new ConcurrentLinkedQueue<>()).add(id);
        return id;
    }

    /** An upload that broke off is begun anew. */
    private String upload(Map<String, Object> description, Path file, String format)
            throws UploadException, IOException, InterruptedException {
        boolean kernel = format.equals("aki") || format.equals("ari");
        description.put("disk_format", format);
        description.put("container_format", kernel ? format : "bare");
        description.put("visibility", "private");
        Optional<Exception> failure = Optional.empty();
        for (int tries = 0; tries < TRIES; tries++) {
            if (tries > 0) {
                Thread.sleep(PAUSE_MILLISECONDS);
            }
            String id = glance.create(description);
            boolean done = false;
            try {
                glance.upload(id, file, position -> {});
                done = true;
                return id;
            } catch (IOException | UploadException e) {
                failure = Optional.of(e);
            } finally {
                if (!done) {
                    remove(id);
                }
            }
        }
        Exception last = failure.orElseThrow();
        throw new UploadException(
                "uploading %s (%d bytes) to OpenStack: %s"
                        .formatted(file.getFileName(), Files.size(file), last.getMessage()),
                "",
                last);
    }

    /** What cannot be removed now is found by its mark later. */
    private void remove(String id) throws InterruptedException {
        try {
            glance.delete(id);
        } catch (IOException | UploadException e) {
            // the failure that led here is the one to tell
        }
    }
}
