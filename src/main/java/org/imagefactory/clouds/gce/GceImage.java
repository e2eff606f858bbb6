package org.imagefactory.clouds.gce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.plugin.Job;
import org.imagefactory.plugin.PushJob;

/**
 * What an image is called in Compute Engine.
 *
 * @param name of the image; different for every image unless the user names it
 * @param object name of the archive while the image is made
 * @param family that it is the newest of; empty for none
 */
record GceImage(String name, String object, String family) {

    /** What Compute Engine takes as a name. */
    private static final String NAME = "[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?";

    static GceImage of(PushJob job) throws ConfigurationException {
        String name = name(job);
        String object = object(job);
        String family = job.parameters().text("gce_image_family").orElse("");
        require("gce_image_name", name, NAME);
        require("gce_object_name", object, "[A-Za-z0-9][A-Za-z0-9._-]{0,200}");
        require("gce_image_family", family, NAME + "|");
        return new GceImage(name, object, family);
    }

    /** Of the image; not looked at. */
    static String name(Job job) {
        return job.parameters().text("gce_image_name").orElse(usual(job));
    }

    /** Of the archive; not looked at. */
    static String object(Job job) {
        return job.parameters().text("gce_object_name").orElse(usual(job) + ".tar.gz");
    }

    private static String usual(Job job) {
        return "image-factory-" + job.imageId();
    }

    /** For {@code images.insert}, without the source. */
    Map<String, Object> json(PushJob job) {
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("name", name);
        if (!family.isEmpty()) {
            image.put("family", family);
        }
        image.put("description", PrintableText.of(job.template().name()));
        image.put("labels", Map.of(Compute.BUILD, job.imageId()));
        image.put(
                "architecture", job.template().os().arch().equals("aarch64") ? "ARM64" : "X86_64");
        List<Map<String, String>> features = new ArrayList<>();
        for (String feature : List.of("UEFI_COMPATIBLE", "GVNIC", "VIRTIO_SCSI_MULTIQUEUE")) {
            features.add(Map.of("type", feature));
        }
        image.put("guestOsFeatures", features);
        return image;
    }

    private static void require(String key, String value, String pattern)
            throws ConfigurationException {
        if (!value.matches(pattern)) {
            throw new ConfigurationException(
                    "%s '%s' is no name that Google takes".formatted(key, PrintableText.of(value)),
                    "");
        }
    }
}
