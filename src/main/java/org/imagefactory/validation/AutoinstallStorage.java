package org.imagefactory.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.spec.Firmware;

/**
 * What an autoinstall file says about disks: a layout of the installer's, or actions that refer to
 * each other by their ids.
 */
final class AutoinstallStorage {

    private static final List<String> PLACE = List.of("autoinstall", "storage");

    /** Keys that name other actions. */
    private static final Map<String, List<String>> REFERENCES =
            Map.of(
                    "partition", List.of("device"),
                    "format", List.of("volume"),
                    "mount", List.of("device"),
                    "raid", List.of("devices", "spare_devices", "container"),
                    "lvm_volgroup", List.of("devices"),
                    "lvm_partition", List.of("volgroup"),
                    "dm_crypt", List.of("volume"),
                    "bcache", List.of("backing_device", "cache_device"),
                    "zpool", List.of("vdevs"),
                    "zfs", List.of("pool"));

    private final YamlDocument document;
    private final Firmware firmware;
    private final JsonNode storage;
    private final JsonNode actions;
    private final List<Complaint> complaints = new ArrayList<>();

    AutoinstallStorage(YamlDocument document, Firmware firmware) {
        this.document = document;
        this.firmware = firmware;
        this.storage = document.json().path("autoinstall").path("storage");
        this.actions = storage.path("config");
    }

    List<Complaint> look() {
        if (!storage.has("config") || storage.has("layout")) {
            layout();
        } else if (actions.isArray()) {
            ids();
            disks();
            places();
            sizes();
            root();
            if (firmware == Firmware.UEFI) {
                uefi();
            } else {
                bios();
            }
        }
        return complaints;
    }

    private void layout() {
        JsonNode layout = storage.path("layout");
        if (layout.path("name").asText("lvm").equals("lvm")) {
            complaints.add(
                    Complaint.warning(
                            line(),
                            "storage: the installer would use LVM, which cannot be checked and"
                                    + " cleaned without libguestfs"));
        }
        match(layout.path("match"), document.line(append("layout", "match")));
    }

    /** The installer makes one after the other, so that each refers to those before it. */
    private void ids() {
        Set<String> all = new HashSet<>();
        actions.forEach(action -> all.add(action.path("id").asText()));
        Set<String> before = new HashSet<>();
        for (int i = 0; i < actions.size(); i++) {
            int line = line(i);
            references(actions.get(i))
                    .filter(name -> !before.contains(name))
                    .forEach(
                            name ->
                                    error(
                                            line,
                                            all.contains(name)
                                                    ? "%s has to stand before what refers to it"
                                                            .formatted(name)
                                                    : "there is no %s to refer to"
                                                            .formatted(name)));
            String id = actions.get(i).path("id").asText();
            if (!id.isEmpty() && !before.add(id)) {
                error(line, "the id %s is there twice".formatted(id));
            }
        }
    }

    /** The machine has one, which no other action may have taken. */
    private void disks() {
        int seen = 0;
        for (int i = 0; i < actions.size(); i++) {
            JsonNode disk = actions.get(i);
            if (!says(disk, "type", "disk")) {
                continue;
            }
            int line = line(i);
            path(disk.path("path").asText(), line);
            match(disk.path("match"), line);
            if (disk.path("serial").isTextual()) {
                serial(line);
            }
            if (++seen == 2) {
                error(line, "a second disk, and the machine has only one");
            }
        }
    }

    private void places() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < actions.size(); i++) {
            String path = actions.get(i).path("path").asText();
            if (says(actions.get(i), "type", "mount") && path.startsWith("/") && !seen.add(path)) {
                error(line(i), "a second mount at %s".formatted(path));
            }
        }
    }

    /** Of a disk with logical partitions the order of numbers is another one. */
    private void sizes() {
        Map<String, Integer> filled = new HashMap<>();
        boolean logical = of("partition").anyMatch(p -> says(p, "flag", "logical"));
        for (int i = 0; i < actions.size() && !logical; i++) {
            JsonNode action = actions.get(i);
            String parent = parent(action);
            Integer before = filled.get(parent);
            if (before != null && !parent.isEmpty()) {
                error(before, "only the last partition of %s can fill it".formatted(parent));
            }
            if (action.path("size").isNumber() && action.path("size").asLong() < 0) {
                filled.put(parent, line(i));
            }
        }
    }

    private static String parent(JsonNode action) {
        return switch (action.path("type").asText()) {
            case "partition" -> action.path("device").asText();
            case "lvm_partition" -> action.path("volgroup").asText();
            default -> "";
        };
    }

    private static Stream<String> references(JsonNode action) {
        return REFERENCES.getOrDefault(action.path("type").asText(), List.of()).stream()
                .map(action::path)
                .flatMap(JsonDocument::each)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** A match, or several of which any will do. */
    private void match(JsonNode match, int line) {
        List<JsonNode> all = JsonDocument.each(match).toList();
        List<String> paths =
                all.stream().map(m -> m.path("path").asText()).filter(p -> !p.isEmpty()).toList();
        if (paths.size() == all.size() && !paths.isEmpty()) {
            path(String.join("|", paths), line);
        }
        if (all.stream().allMatch(m -> m.path("serial").isTextual())) {
            serial(line);
        }
    }

    private void serial(int line) {
        complaints.add(Complaint.warning(line, "storage: the machine's disk has no serial number"));
    }

    private void path(String path, int line) {
        MachineDisk.missing(path)
                .ifPresentOrElse(
                        text -> error(line, text),
                        () ->
                                MachineDisk.doubtful(path)
                                        .map(text -> Complaint.warning(line, "storage: " + text))
                                        .ifPresent(complaints::add));
    }

    private void root() {
        boolean mounted =
                mounts("/").findAny().isPresent()
                        || of("zpool").anyMatch(pool -> says(pool, "mountpoint", "/"))
                        || of("zfs").anyMatch(fs -> says(fs.path("properties"), "mountpoint", "/"));
        if (!mounted) {
            error(line(), "nothing is mounted at /");
        }
    }

    private void uefi() {
        List<JsonNode> loaders = of("partition").filter(p -> isTrue(p, "grub_device")).toList();
        if (loaders.isEmpty()) {
            error(line(), "UEFI needs a partition with grub_device: true for its boot loader");
        } else if (mounts("/boot/efi").findAny().isEmpty()) {
            error(line(), "UEFI needs its partition mounted at /boot/efi");
        }
    }

    private void bios() {
        if (of("disk").noneMatch(disk -> isTrue(disk, "grub_device"))) {
            error(line(), "a BIOS needs a disk with grub_device: true for its boot loader");
        }
        of("disk")
                .filter(disk -> says(disk, "ptable", "gpt") && isTrue(disk, "grub_device"))
                .filter(
                        disk ->
                                of("partition")
                                        .filter(p -> p.path("device").equals(disk.path("id")))
                                        .noneMatch(p -> says(p, "flag", "bios_grub")))
                .forEach(
                        disk ->
                                error(
                                        line(),
                                        "the disk %s has ptable: gpt and no partition with flag:"
                                                        .formatted(disk.path("id").asText())
                                                + " bios_grub, which a BIOS needs"));
    }

    private Stream<JsonNode> mounts(String path) {
        return of("mount").filter(mount -> says(mount, "path", path));
    }

    private Stream<JsonNode> of(String type) {
        return JsonDocument.elements(actions).filter(action -> says(action, "type", type));
    }

    private static boolean says(JsonNode action, String name, String value) {
        return action.path(name).asText().equals(value);
    }

    private static boolean isTrue(JsonNode action, String name) {
        return action.path(name).asBoolean();
    }

    private void error(int line, String text) {
        complaints.add(Complaint.error(line, "storage: " + text));
    }

    private int line() {
        return document.line(PLACE);
    }

    /** Of an action by its number. */
    private int line(int action) {
        return document.line(append("config", String.valueOf(action)));
    }

    private static List<String> append(String... more) {
        return Stream.concat(PLACE.stream(), Stream.of(more)).toList();
    }
}
