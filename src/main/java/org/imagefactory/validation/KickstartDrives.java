package org.imagefactory.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The disks that a kickstart file names. The installer stops where one of them is to be used and is
 * not there; what it is to leave alone may be missing.
 */
final class KickstartDrives {

    /** Options by command, those that name the disks to use. */
    private static final Map<String, List<String>> USED =
            Map.of(
                    "ignoredisk", List.of("--only-use"),
                    "clearpart", List.of("--drives", "--list"),
                    "bootloader", List.of("--boot-drive"),
                    "part", List.of("--ondisk", "--ondrive", "--onpart", "--usepart"),
                    "partition", List.of("--ondisk", "--ondrive", "--onpart", "--usepart"),
                    "harddrive", List.of("--partition"));

    private static final Map<String, List<String>> SPARED =
            Map.of("ignoredisk", List.of("--drives"), "bootloader", List.of("--driveorder"));

    private KickstartDrives() {}

    static List<Complaint> look(KickstartFile file) {
        return file.statements().stream().flatMap(KickstartDrives::look).toList();
    }

    private static Stream<Complaint> look(KickstartFile.Statement statement) {
        Stream<String> used =
                statement.name().equals("mount")
                        ? statement.words().stream().filter(w -> !w.startsWith("-")).limit(1)
                        : devices(statement, USED);
        return Stream.concat(
                used.flatMap(device -> used(statement.line(), device).stream()),
                devices(statement, SPARED)
                        .flatMap(device -> MachineDisk.missing(device).stream())
                        .map(text -> Complaint.warning(statement.line(), text)));
    }

    private static Optional<Complaint> used(int line, String device) {
        return MachineDisk.missing(device)
                .map(text -> Complaint.error(line, text))
                .or(() -> MachineDisk.doubtful(device).map(text -> Complaint.warning(line, text)));
    }

    private static Stream<String> devices(
            KickstartFile.Statement statement, Map<String, List<String>> options) {
        return options.getOrDefault(statement.name(), List.of()).stream()
                .flatMap(option -> statement.value(option).stream())
                .flatMap(value -> Stream.of(value.split(",")));
    }
}
