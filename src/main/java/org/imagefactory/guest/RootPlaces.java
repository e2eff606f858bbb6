package org.imagefactory.guest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.imagefactory.disk.Partition;
import org.imagefactory.error.BuildException;
import org.imagefactory.tools.Guestfish;
import org.imagefactory.tools.GuestfishScript;

/**
 * Where a system's root directory may be on some partitions, and where parts of the system lie that
 * have a subvolume of their own. A guest decides which of these places there are, but names none.
 */
final class RootPlaces {

    private static final String PROGRAM = "usr/bin/env";

    /**
     * What steps look at; the paths of all checks, package databases and logs are below one of
     * these, which a test holds.
     */
    static final List<String> PARTS =
            List.of(
                    "boot",
                    "etc",
                    "home",
                    "root",
                    "var",
                    // what processors the system is for: one of its smallest programs
                    PROGRAM,
                    "usr/etc",
                    "usr/lib/os-release",
                    "usr/lib/sysimage",
                    "autoinst.xml",
                    "initrd.img.old",
                    "preseed.cfg",
                    "vmlinuz.old");

    static final List<String> MARKS = List.of("/etc/os-release", "/usr/lib/os-release");

    private static final String TOP_SUBVOLUME = "5";

    private final List<AppliancePartition> partitions;
    private final Set<String> existing = new HashSet<>();
    private final Map<AppliancePartition, String> defaults = new HashMap<>();

    /**
     * A root directory.
     *
     * @param device that it is on
     * @param path in the appliance
     */
    record Place(AppliancePartition device, String path) {}

    /**
     * Something to copy.
     *
     * @param source in the appliance
     * @param name in the root directory
     * @param merged into a directory that may be there already
     */
    record Part(String source, String name, boolean merged) {

        void copy(GuestfishScript script, String root) {
            String target = root + "/" + name;
            if (merged) {
                script.then("mkdir-p", target);
                script.then("cp-a", source + "/.", target);
            } else {
                String parent = target.substring(0, target.lastIndexOf('/'));
                if (!parent.equals(root)) {
                    script.then("mkdir-p", parent);
                }
                script.then("cp-a", source, parent);
            }
        }
    }

    RootPlaces(List<AppliancePartition> partitions) {
        this.partitions = List.copyOf(partitions);
    }

    /** Where the root directory of a partition is, which is known to have one. */
    static Place find(Guestfish guestfish, Path image, Partition partition)
            throws BuildException, InterruptedException {
        RootPlaces places = new RootPlaces(List.of(new AppliancePartition(partition)));
        places.answer(
                guestfish.run(
                        "looking for the root file system",
                        places.ask(GuestfishScript.reading(image))));
        return places.find().orElseGet(() -> places.plain(partition));
    }

    /** Asks for everything; pass what is printed to {@link #answer}. */
    GuestfishScript ask(GuestfishScript script) {
        for (AppliancePartition partition : partitions) {
            partition.mount(script, false);
            if (partition.isBtrfs()) {
                script.then("btrfs-subvolume-get-default", partition.top());
            }
            questions(partition).forEach(path -> script.then("exists", path));
            partition.unmount(script);
        }
        return script;
    }

    /**
     * @param lines a number for each btrfs, and {@code true} or {@code false} for each path
     */
    void answer(List<String> lines) {
        Iterator<String> answers = lines.iterator();
        for (AppliancePartition partition : partitions) {
            if (partition.isBtrfs() && answers.hasNext()) {
                defaults.put(partition, answers.next());
            }
            for (String path : questions(partition)) {
                if (answers.hasNext() && answers.next().equals("true")) {
                    existing.add(path);
                }
            }
        }
    }

    /** The first root directory with the mark of an operating system. */
    Optional<Place> find() {
        return partitions.stream()
                .flatMap(partition -> partition.roots().stream().map(r -> new Place(partition, r)))
                .filter(place -> MARKS.stream().anyMatch(m -> existing.contains(place.path() + m)))
                .findFirst();
    }

    /** The root directory of a partition without any mark. */
    Place plain(Partition partition) {
        AppliancePartition device = new AppliancePartition(partition);
        return new Place(device, device.main());
    }

    /** What there is to copy, in an order that lets subvolumes cover what they are mounted over. */
    List<Part> parts(Place root) {
        List<Part> parts = new ArrayList<>();
        for (String name : PARTS) {
            String source = root.path() + "/" + name;
            if (existing.contains(source)) {
                parts.add(new Part(source, name, false));
            }
        }
        for (String name : PARTS) {
            subvolumes(root.device(), name)
                    .filter(source -> existing.contains(source) && !isWithin(source, root, name))
                    .forEach(source -> parts.add(new Part(source, name, true)));
        }
        return parts;
    }

    /** Whether it is the root directory itself, or what is copied with it. */
    private boolean isWithin(String source, Place root, String name) {
        boolean top =
                root.path().equals(root.device().main())
                        && TOP_SUBVOLUME.equals(defaults.get(root.device()));
        String path = top ? root.device().top() : root.path();
        return source.equals(path) || source.equals(path + "/" + name);
    }

    /** As openSUSE, Ubuntu and Fedora name them. */
    private static Stream<String> subvolumes(AppliancePartition partition, String name) {
        return partition.isBtrfs() && !name.contains(".") && !name.equals(PROGRAM)
                ? Stream.of("/@/", "/@", "/").map(start -> partition.top() + start + name)
                : Stream.of();
    }

    private static List<String> questions(AppliancePartition partition) {
        return Stream.concat(
                        partition.roots().stream()
                                .flatMap(
                                        root ->
                                                Stream.concat(
                                                        MARKS.stream().map(mark -> root + mark),
                                                        PARTS.stream().map(p -> root + "/" + p))),
                        PARTS.stream().flatMap(name -> subvolumes(partition, name)))
                .distinct()
                .toList();
    }
}
