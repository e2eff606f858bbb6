package org.imagefactory.clouds.openstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.files.RegularFile;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.plugin.ImageJob;
import org.imagefactory.plugin.Parameters;
import org.imagefactory.plugin.PushJob;
import org.imagefactory.tdl.TemplateOs;

/**
 * What OpenStack's services want to know of an image to start it well; the names are those of
 * Glance's manual, Useful image properties.
 */
public final class ImageProperties {

    /** Of the user: more of them, or others. */
    private static final String PARAMETER = "openstack_properties";

    private static final String NAME = "[a-z][a-z0-9_:-]{0,254}";
    private static final int LONGEST = 1 << 16;

    private static final Map<String, String> VIRTIO =
            Map.of("hw_disk_bus", "virtio", "hw_vif_model", "virtio");

    private ImageProperties() {}

    /** Of a system in general. */
    static Map<String, String> of(TemplateOs os) {
        return of(os.name(), os.version(), os.arch());
    }

    private static Map<String, String> of(String distribution, String version, String arch) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(
                "os_distro", distribution.toLowerCase(Locale.ROOT).replaceFirst("-[0-9.]+$", ""));
        properties.put("os_version", version);
        properties.put("os_type", "linux");
        properties.put("architecture", arch);
        return properties;
    }

    /**
     * Of a disk that was installed on virtio's devices.
     *
     * @param system as its os-release file says: {@code debian-13}; may be empty
     * @param arch as the kernel calls it
     * @param more of this machine
     */
    public static Map<String, String> of(String system, String arch, Map<String, String> more) {
        int end = system.lastIndexOf('-');
        String name = end < 0 ? system : system.substring(0, end);
        Map<String, String> properties =
                of(name.isEmpty() ? "linux" : name, system.substring(end + 1), arch);
        properties.putAll(VIRTIO);
        properties.putAll(more);
        return properties;
    }

    /**
     * Keeps those of a disk beside it.
     *
     * @param efi whether only an UEFI can start it
     */
    static void keep(ImageJob job, boolean efi) throws ConfigurationException, IOException {
        Map<String, String> properties = of(job.template().os());
        properties.putAll(VIRTIO);
        if (efi) {
            properties.put("hw_firmware_type", "uefi");
            properties.put("hw_machine_type", "q35");
        }
        properties.putAll(wanted(job.parameters()));
        Files.writeString(
                Files.createDirectories(job.documents()).resolve(OpenStackPlugin.PROPERTIES),
                Json.indented(properties) + "\n");
    }

    /** Those of an image that is pushed: as they were kept, and what the user wants now. */
    static Map<String, String> of(PushJob job) throws ConfigurationException, IOException {
        Map<String, String> properties = of(job.template().os());
        Path kept = job.targetDocuments().resolve(OpenStackPlugin.PROPERTIES);
        try {
            String text = new String(RegularFile.read(kept, LONGEST), StandardCharsets.UTF_8);
            properties.putAll(texts(Json.object(text)));
        } catch (NoSuchFileException e) {
            // an older image, or one without a store
        } catch (JsonException e) {
            throw new IOException(OpenStackPlugin.PROPERTIES + " " + e.getMessage(), e);
        }
        properties.putAll(wanted(job.parameters()));
        return properties;
    }

    private static Map<String, String> wanted(Parameters parameters) throws ConfigurationException {
        Object value = parameters.values().get(PARAMETER);
        try {
            Object read = value instanceof String text ? Json.value(text) : value;
            if (read == null) {
                return Map.of();
            }
            if (read instanceof Map<?, ?> map) {
                return texts(map);
            }
        } catch (JsonException e) {
            // the same as any other text
        }
        throw wrong();
    }

    private static Map<String, String> texts(Map<?, ?> map) throws ConfigurationException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : map.entrySet()) {
            String name = String.valueOf(each.getKey());
            if (!name.matches(NAME) || name.equals(Glance.BUILD)) {
                throw wrong();
            }
            texts.put(name, String.valueOf(each.getValue()));
        }
        return texts;
    }

    private static ConfigurationException wrong() {
        return new ConfigurationException(
                PARAMETER
                        + " is no object with properties of images, as"
                        + " {\"hw_disk_bus\": \"scsi\"}",
                "");
    }
}
