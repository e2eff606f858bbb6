package org.imagefactory.guest;

import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.disk.FileSystemType;
import org.imagefactory.disk.Partition;
import org.imagefactory.tools.GuestfishScript;

/**
 * A partition as libguestfs' appliance sees it. Of btrfs, the default subvolume and the top of all
 * subvolumes are mounted, so that everything can be reached without taking a name from the guest.
 */
public record AppliancePartition(Partition partition) {

    /** Where distributions have the subvolume with the root, if it is not the default one. */
    private static final List<String> ROOT_SUBVOLUMES = List.of("/@rootfs", "/@", "/root");

    /** The partition's device. */
    public String device() {
        return "/dev/sda" + (partition.number() == 0 ? "" : partition.number());
    }

    /** Has the partition mounted. */
    public GuestfishScript mount(GuestfishScript script, boolean writable) {
        script.needing(partition.fileSystem().label());
        script.then("mkmountpoint", main());
        script.then("mount-options", writable ? "rw" : "ro", device(), main());
        if (isBtrfs()) {
            script.then("mkmountpoint", top());
            script.then("mount-options", (writable ? "rw" : "ro") + ",subvolid=5", device(), top());
        }
        return script;
    }

    /** Undoes {@link #mount}. */
    public GuestfishScript unmount(GuestfishScript script) {
        if (isBtrfs()) {
            script.then("umount", top());
        }
        return script.then("umount", main());
    }

    /** Where the root directory of a system may be, the most likely place first. */
    public List<String> roots() {
        return isBtrfs()
                ? Stream.concat(
                                Stream.of(main()),
                                ROOT_SUBVOLUMES.stream().map(name -> top() + name))
                        .toList()
                : List.of(main());
    }

    /** The same with the top of all subvolumes, where a part of a system may have its own. */
    public List<String> everyRoot() {
        return isBtrfs() ? Stream.concat(roots().stream(), Stream.of(top())).toList() : roots();
    }

    /** Where the partition is mounted. */
    public String main() {
        return "/p" + partition.number();
    }

    /** Where the top of all subvolumes is mounted. */
    String top() {
        return "/t" + partition.number();
    }

    boolean isBtrfs() {
        return partition.fileSystem() == FileSystemType.BTRFS;
    }
}
