package org.imagefactory.libvirt;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.imagefactory.report.Finding;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;
import org.jspecify.annotations.Nullable;

/**
 * Whether this host has UEFI for the machine. Packages of firmware describe it in files that
 * libvirt chooses by; their form is {@code docs/interop/firmware.json} of QEMU.
 */
final class FirmwareCheck {

    /** Where libvirt looks for everybody. */
    static final List<Path> FOLDERS =
            List.of(Path.of("/etc/qemu/firmware"), Path.of("/usr/share/qemu/firmware"));

    private final List<Path> folders;

    FirmwareCheck(List<Path> folders) {
        this.folders = folders;
    }

    List<Finding> look(ImageSpec spec) {
        Machine machine = spec.machine();
        if (machine.firmware() != Firmware.UEFI || !machine.isLocal()) {
            return List.of();
        }
        String kind = "UEFI without Secure Boot for " + Choice.name(machine.arch());
        try {
            if (isThere(machine.arch())) {
                return List.of(Finding.ok("there is " + kind));
            }
        } catch (IOException e) {
            return List.of(
                    Finding.warning("cannot tell whether there is %s: %s".formatted(kind, e), ""));
        }
        return List.of(
                Finding.hostError(
                        "there is no " + kind,
                        "on Debian: apt install " + debianPackage(machine.arch())));
    }

    private static String debianPackage(Architecture arch) {
        return switch (arch) {
            case AMD64 -> "ovmf";
            case ARM64 -> "qemu-efi-aarch64";
        };
    }

    private boolean isThere(Architecture arch) throws IOException {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
                for (Path file : files) {
                    if (fits(file, arch)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** An empty file hides one of the same name in a folder of less weight. */
    private static boolean fits(Path file, Architecture arch) throws IOException {
        if (Files.size(file) == 0) {
            return false;
        }
        Map<String, Object> all = JSON.std.mapFrom(Files.readString(file));
        return list(all.get("interface-types")).contains("uefi")
                && !list(all.get("features")).contains("secure-boot")
                && list(all.get("targets")).stream()
                        .anyMatch(t -> arch.machine().equals(map(t).get("architecture")))
                && isInstalled(map(all.get("mapping")));
    }

    private static boolean isInstalled(Map<?, ?> mapping) {
        return "flash".equals(mapping.get("device"))
                && map(mapping.get("executable")).get("filename") instanceof String file
                && Files.isReadable(Path.of(file));
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
