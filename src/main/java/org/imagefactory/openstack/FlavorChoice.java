package org.imagefactory.openstack;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.error.HostException;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Machine;

/**
 * Chooses the size of an instance. A cloud makes its disk as large as the flavor says, so that of
 * an installation must say what the image shall be.
 *
 * @param exact whether the disk must have this size, and not more
 * @param diskBytes of the machine's disk
 */
record FlavorChoice(boolean exact, long diskBytes) {

    private static final Comparator<Flavor> SMALLEST =
            Comparator.comparingLong(Flavor::ram)
                    .thenComparingLong(Flavor::processors)
                    .thenComparingLong(Flavor::disk)
                    .thenComparing(Flavor::name);

    /**
     * @param all that the cloud offers
     * @param wanted name or id; empty for the smallest that fits
     * @throws HostException none fits
     */
    Flavor choose(List<Flavor> all, Optional<String> wanted, Machine machine) throws HostException {
        List<Flavor> candidates =
                all.stream()
                        .filter(
                                flavor ->
                                        wanted.isEmpty()
                                                || wanted.get().equals(flavor.name())
                                                || wanted.get().equals(flavor.id()))
                        .toList();
        String offered =
                all.stream()
                        .sorted(SMALLEST)
                        .map(Flavor::toString)
                        .collect(Collectors.joining(", "));
        if (candidates.isEmpty()) {
            throw new HostException(
                    "OpenStack has no flavor%s; there are: %s"
                            .formatted(
                                    wanted.map(name -> " '" + name + "'").orElse(""),
                                    offered.isEmpty() ? "none" : offered),
                    "");
        }
        return candidates.stream()
                .filter(flavor -> fits(flavor, machine, wanted.isPresent()))
                .min(SMALLEST)
                .orElseThrow(
                        () ->
                                new HostException(
                                        "no flavor of OpenStack fits %d processors, %s of memory and"
                                                        .formatted(
                                                                machine.cores(), machine.memory())
                                                + " a disk of %s%s; there are: %s"
                                                        .formatted(
                                                                exact ? "exactly " : "",
                                                                new DataSize(diskBytes),
                                                                offered),
                                        "let %s, %s and %s say what a flavor has"
                                                .formatted(
                                                        Field.CORES,
                                                        Field.MEMORY,
                                                        Field.DISK_SIZE)));
    }

    /** Of a flavor that somebody names only the disk matters: it could not be mended later. */
    private boolean fits(Flavor flavor, Machine machine, boolean named) {
        long bytes = flavor.disk() << 30;
        boolean disk = flavor.disk() == 0 || (exact ? bytes == diskBytes : bytes >= diskBytes);
        return disk
                && (named
                        || (flavor.processors() >= machine.cores()
                                && flavor.ram() << 20 >= machine.memory().bytes()));
    }
}
