package org.imagefactory.openstack;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.imagefactory.clouds.openstack.ImageProperties;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.UploadException;
import org.imagefactory.machine.ImageKeeper;
import org.imagefactory.report.BuildListener;
import org.imagefactory.spec.Machine;

/**
 * Leaves finished images in Glance. Until it gets its name such an image is marked as a machine's
 * is, so that it is found after a build that was killed; but not as those of the boot test's
 * machine, which go with it.
 */
final class KeptImages implements ImageKeeper {

    /** Says of an image with its final name where it was built: the mark of its boot test. */
    static final String ORIGIN = "image_factory_origin";

    private static final int TRIES = 3;
    private static final long PAUSE_MILLISECONDS = 5_000;
    private static final long GIBIBYTE = 1L << 30;

    private final CloudAccess access;
    private final Machine machine;
    private final UnaryOperator<String> marks;

    /**
     * @param machine tells the cloud
     * @param marks of machines, by name
     */
    KeptImages(CloudAccess access, Machine machine, UnaryOperator<String> marks) {
        this.access = access;
        this.machine = machine;
        this.marks = marks;
    }

    /**
     * The mark of what is to stay.
     *
     * @param mark of the machine of the boot test
     */
    static String mark(String mark) {
        return mark + "-kept";
    }

    /** The image that a boot test's machine is made of, if it was brought before. */
    static Optional<String> brought(Cloud cloud, String mark)
            throws UploadException, IOException, InterruptedException {
        return cloud.glance().find(Cloud.MACHINE, mark(mark)).stream()
                .filter(image -> "active".equals(image.get("status")))
                .map(image -> String.valueOf(image.get("id")))
                .findFirst();
    }

    @Override
    public String bring(Kept image) throws BuildException, InterruptedException {
        return ask("bringing the image to OpenStack", cloud -> bring(cloud, image));
    }

    private String bring(Cloud cloud, Kept image)
            throws CloudException, UploadException, IOException, InterruptedException {
        String mark = marks.apply(image.testName());
        List<Map<?, ?>> before = cloud.glance().find(Cloud.MACHINE, mark(mark));
        for (Map<?, ?> there : before) {
            if ("active".equals(there.get("status"))
                    && image.sha256().equals(there.get(CloudImages.SHARED))) {
                return String.valueOf(there.get("id"));
            }
        }
        if (!before.isEmpty()) {
            // The boot test of a killed build may still use it, and some clouds keep it then.
            cloud.remove(mark);
        }
        cloud.removeImages(mark(mark));
        Map<String, String> properties =
                new LinkedHashMap<>(
                        ImageProperties.of(
                                image.system(),
                                image.arch().machine(),
                                BootDisk.firmware(machine)));
        properties.put(CloudImages.SHARED, image.sha256());
        properties.put(BootDisk.POWER_LIMIT, BootDisk.LONGEST_POWER_LIMIT);
        return new CloudImages(cloud)
                .own(
                        image.name() + " (not checked yet)",
                        mark(mark),
                        image.file(),
                        image.format().suffix(),
                        properties);
    }

    @Override
    public String keep(Kept image, BuildListener listener)
            throws BuildException, InterruptedException {
        return ask(
                "leaving the image in OpenStack",
                cloud -> {
                    String id = bring(cloud, image);
                    name(cloud, id, image);
                    removeOlder(cloud, id, image, listener);
                    return id;
                });
    }

    /** An answer that was lost is no failure. */
    private void name(Cloud cloud, String id, Kept image)
            throws UploadException, IOException, InterruptedException {
        Map<String, Object> is = new LinkedHashMap<>();
        is.put("name", image.name());
        is.put(ORIGIN, marks.apply(image.testName()));
        is.put("min_disk", (image.diskBytes() + GIBIBYTE - 1) / GIBIBYTE);
        List<String> isNot = List.of(Cloud.MACHINE, Ownership.PROPERTY, BootDisk.POWER_LIMIT);
        cloud.release(mark(marks.apply(image.testName())));
        for (int tries = 1; ; tries++) {
            try {
                cloud.glance().change(id, is, isNot);
                return;
            } catch (IOException e) {
                boolean done =
                        cloud.glance()
                                .image(id)
                                .filter(found -> image.name().equals(found.get("name")))
                                .isPresent();
                if (done) {
                    return;
                }
                if (tries >= TRIES) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        }
    }

    /** The new one counts, whatever becomes of the old ones. */
    private void removeOlder(Cloud cloud, String id, Kept image, BuildListener listener)
            throws InterruptedException {
        try {
            for (String old : kept(cloud, image.testName(), image.name())) {
                if (!old.equals(id)) {
                    cloud.glance().delete(old);
                    listener.note("the image %s is replaced".formatted(old));
                }
            }
        } catch (UploadException | IOException e) {
            listener.warning("what the image replaces stays in OpenStack: " + e.getMessage());
        }
    }

    private List<String> kept(Cloud cloud, String testName, String name)
            throws UploadException, IOException, InterruptedException {
        String query = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return cloud.glance().find("name", query).stream()
                .filter(image -> marks.apply(testName).equals(image.get(ORIGIN)))
                .map(image -> String.valueOf(image.get("id")))
                .toList();
    }

    @Override
    public void forget(String testName, String name) throws BuildException, InterruptedException {
        ask(
                "removing the image from OpenStack",
                cloud -> {
                    for (String id : kept(cloud, testName, name)) {
                        cloud.glance().delete(id);
                    }
                    return name;
                });
    }

    @Override
    public void drop(String testName) throws BuildException, InterruptedException {
        ask(
                "removing the image from OpenStack",
                cloud -> {
                    cloud.removeImages(mark(marks.apply(testName)));
                    return testName;
                });
    }

    @FunctionalInterface
    private interface Work {
        String run(Cloud cloud)
                throws CloudException, UploadException, IOException, InterruptedException;
    }

    private String ask(String doing, Work work) throws BuildException, InterruptedException {
        Cloud cloud = access.cloud(OpenStackSettings.of(machine).cloud());
        try {
            return Cloud.ask(doing, () -> work.run(cloud));
        } catch (HostException e) {
            throw new UploadException(String.valueOf(e.getMessage()), e.advice().orElse(""), e);
        }
    }
}
