package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.spec.Firmware;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.InstallerSource;

/**
 * What a whole kickstart file needs so that the installer neither asks nor stops, together with the
 * kernel arguments. The rules about disks are in {@link KickstartDisks}, those about what is made
 * of partitions in {@link KickstartDevices}.
 */
final class KickstartRules {

    private final KickstartFile file;
    private final ImageSpec spec;
    private final List<String> arguments;

    /**
     * @param file has no parts that are elsewhere
     */
    KickstartRules(KickstartFile file, ImageSpec spec) {
        this.file = file;
        this.spec = spec;
        this.arguments = kernelArguments(spec);
    }

    List<Complaint> look(Optional<KickstartRelease> release) {
        List<Complaint> complaints = new ArrayList<>();
        Stream.of(mode(), end(), accounts(), source(), timezone())
                .flatMap(Optional::stream)
                .forEach(complaints::add);
        boolean gpt =
                spec.machine().firmware() == Firmware.UEFI
                        || release.filter(r -> r != KickstartRelease.RHEL9).isPresent();
        boolean container = file.has("ostreecontainer", "ostreesetup", "bootc");
        complaints.addAll(
                new KickstartDisks(file, spec.machine().firmware(), gpt, arguments)
                        .look(release, container));
        complaints.addAll(KickstartDevices.look(file));
        return complaints;
    }

    private Optional<Complaint> mode() {
        boolean told =
                file.has("cmdline", "text")
                        || arguments.contains("inst.cmdline")
                        || arguments.contains("inst.text");
        return told
                ? Optional.empty()
                : Optional.of(
                        Complaint.warning(
                                0,
                                "neither cmdline nor text is there: the installer may show windows"
                                        + " and ask"));
    }

    private Optional<Complaint> end() {
        if (file.has("poweroff", "shutdown", "reboot")) {
            return Optional.empty();
        }
        return file.all("halt")
                .findFirst()
                .map(
                        halt ->
                                Complaint.warning(
                                        halt.line(), "halt leaves the machine on: use poweroff"))
                .or(
                        () ->
                                Optional.of(
                                        Complaint.error(
                                                0,
                                                "poweroff is missing: the installer waits for a"
                                                        + " person at its end")));
    }

    private Optional<Complaint> accounts() {
        return file.has("rootpw", "user")
                ? Optional.empty()
                : Optional.of(
                        Complaint.error(
                                0,
                                "neither rootpw nor user is there: the installer asks for a"
                                        + " password"));
    }

    private Optional<Complaint> source() {
        boolean told =
                file.has("url", "nfs", "cdrom", "harddrive", "hmc", "liveimg", "rhsm")
                        || file.has("ostreesetup", "ostreecontainer", "bootc")
                        || arguments.stream().anyMatch(a -> a.startsWith("inst.repo="))
                        || spec.installer() instanceof InstallerSource.InstallerImage;
        return told
                ? Optional.empty()
                : Optional.of(
                        Complaint.error(
                                0,
                                "neither url nor the kernel argument inst.repo is there: the"
                                        + " installer asks where packages are"));
    }

    private Optional<Complaint> timezone() {
        return file.has("timezone")
                ? Optional.empty()
                : Optional.of(
                        Complaint.warning(0, "timezone is missing: the installer may ask for it"));
    }

    private static List<String> kernelArguments(ImageSpec spec) {
        List<String> all = new ArrayList<>(spec.kernelArguments());
        all.addAll(Arrays.asList(spec.append().strip().split("\\s+")));
        return List.copyOf(all);
    }
}
