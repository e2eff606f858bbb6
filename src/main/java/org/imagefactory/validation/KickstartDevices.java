package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The devices that a kickstart file makes of others: RAIDs, volume groups, logical volumes, btrfs.
 * As anaconda's custom partitioning does it, all partitions come first, then all RAIDs, volume
 * groups and logical volumes, each in the order of the file.
 */
final class KickstartDevices {

    /** What names of members begin with, by the command that takes them. */
    private static final Map<String, String> MEMBERS =
            Map.of("raid", "raid.", "volgroup", "pv.", "btrfs", "btrfs.");

    /** Without spares. */
    private static final Map<String, Integer> LEAST_MEMBERS =
            Map.of("0", 2, "1", 2, "4", 3, "5", 3, "6", 4, "10", 2);

    private final KickstartFile file;
    private final List<Complaint> complaints = new ArrayList<>();
    private final Set<String> members = new HashSet<>();

    private KickstartDevices(KickstartFile file) {
        this.file = file;
    }

    /**
     * @param file has no parts that are elsewhere
     */
    static List<Complaint> look(KickstartFile file) {
        KickstartDevices devices = new KickstartDevices(file);
        devices.partitions();
        devices.raids();
        devices.volumeGroups();
        devices.logicalVolumes();
        devices.file.all("btrfs").forEach(devices::used);
        return devices.complaints;
    }

    private void partitions() {
        file.all("part", "partition")
                .forEach(
                        statement ->
                                MEMBERS.values()
                                        .forEach(
                                                prefix ->
                                                        defined(
                                                                statement,
                                                                named(statement, prefix))));
    }

    private void raids() {
        Set<String> names = new HashSet<>();
        file.all("raid")
                .forEach(
                        statement -> {
                            used(statement);
                            enough(statement);
                            Stream.of("pv.", "btrfs.")
                                    .forEach(
                                            prefix -> defined(statement, named(statement, prefix)));
                            unique(statement, "--device", "", names, "the RAID");
                        });
    }

    private void volumeGroups() {
        Set<String> names = new HashSet<>();
        file.all("volgroup")
                .forEach(
                        statement -> {
                            used(statement);
                            statement.words().stream()
                                    .filter(word -> !word.startsWith("-"))
                                    .findFirst()
                                    .filter(name -> makes(statement) && !names.add(name))
                                    .ifPresent(name -> twice(statement, "the volume group", name));
                        });
    }

    private void logicalVolumes() {
        Set<String> groups = new HashSet<>();
        file.all("volgroup").forEach(statement -> groups.addAll(statement.words()));
        Set<String> names = new HashSet<>();
        Set<String> pools = new HashSet<>();
        file.all("logvol")
                .forEach(
                        statement -> {
                            String group = statement.value("--vgname").orElse("");
                            if (makes(statement) && !group.isEmpty() && !groups.contains(group)) {
                                error(statement, "there is no volgroup " + group);
                            }
                            statement.value("--cachepvs").stream()
                                    .flatMap(list -> Stream.of(list.split(",")))
                                    .forEach(member -> known(statement, member));
                            unique(statement, "--name", group + "/", names, "the logical volume");
                            pool(statement, group, pools);
                        });
    }

    /** Thin pools have to come before the volumes in them. */
    private void pool(KickstartFile.Statement statement, String group, Set<String> pools) {
        if (statement.has("--thinpool")) {
            statement.value("--name").ifPresent(name -> pools.add(group + "/" + name));
        }
        if (statement.has("--thin") && makes(statement)) {
            statement
                    .value("--poolname")
                    .filter(name -> !pools.contains(group + "/" + name))
                    .ifPresent(
                            name ->
                                    error(
                                            statement,
                                            "there is no logvol --thinpool with the name %s before it"
                                                    .formatted(name)));
        }
    }

    /** Counts values of options that stand alone, too: what is too few even so is an error. */
    private void enough(KickstartFile.Statement raid) {
        long spares = raid.value("--spares").flatMap(KickstartDevices::number).orElse(0);
        long words = raid.words().stream().filter(word -> !word.startsWith("-")).count();
        long there = words - 1 - spares;
        raid.value("--level")
                .map(level -> level.toLowerCase(Locale.ROOT).replaceFirst("^raid", ""))
                .map(LEAST_MEMBERS::get)
                .filter(least -> makes(raid) && there < least)
                .ifPresent(
                        least ->
                                error(
                                        raid,
                                        "this level needs %d members that are no spares"
                                                .formatted(least)));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Takes note of names that later commands may use. */
    private void defined(KickstartFile.Statement statement, Stream<String> names) {
        names.filter(name -> !members.add(name))
                .forEach(name -> error(statement, name + " is made a second time"));
    }

    private void used(KickstartFile.Statement statement) {
        String own = MEMBERS.getOrDefault(statement.name(), "");
        MEMBERS.values().stream()
                .filter(prefix -> prefix.equals(own) || !statement.name().equals("raid"))
                .flatMap(prefix -> named(statement, prefix))
                .forEach(
                        member -> {
                            if (member.startsWith(own)) {
                                known(statement, member);
                            } else {
                                error(
                                        statement,
                                        "%s cannot be a member here: its name has to begin with %s"
                                                .formatted(member, own));
                            }
                        });
    }

    private void known(KickstartFile.Statement statement, String member) {
        if (!members.contains(member) && !member.startsWith("/")) {
            error(statement, "nothing in this file makes " + member);
        }
    }

    private void unique(
            KickstartFile.Statement statement,
            String option,
            String prefix,
            Set<String> names,
            String title) {
        statement
                .value(option)
                .filter(name -> !name.isEmpty() && makes(statement) && !names.add(prefix + name))
                .ifPresent(name -> twice(statement, title, name));
    }

    private void twice(KickstartFile.Statement statement, String title, String name) {
        error(statement, "%s %s is made a second time".formatted(title, name));
    }

    private void error(KickstartFile.Statement statement, String text) {
        complaints.add(Complaint.error(statement.line(), text));
    }

    /** Whether it is new, and not of an earlier installation. */
    private static boolean makes(KickstartFile.Statement statement) {
        return Stream.of("--useexisting", "--noformat").noneMatch(statement::has);
    }

    private static Stream<String> named(KickstartFile.Statement statement, String prefix) {
        return statement.words().stream()
                .filter(word -> word.startsWith(prefix) && word.length() > prefix.length());
    }
}
