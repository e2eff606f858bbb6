package org.imagefactory.build;

import java.util.HashSet;
import java.util.Set;
import org.imagefactory.spec.DataSize;
import org.imagefactory.spec.ImageSpec;
import org.imagefactory.spec.Machine;

/**
 * What one build takes of this host while it runs.
 *
 * @param memory of its virtual machine
 * @param cores processors of its virtual machine
 * @param own names of what only one build at a time can have, such as a port
 */
public record Demand(DataSize memory, int cores, Set<String> own) {

    /** Of work without a virtual machine. */
    public static final Demand NOTHING = new Demand(new DataSize(0), 0, Set.of());

    public Demand {
        own = Set.copyOf(own);
    }

    /**
     * What the build of an image takes. A machine on another host takes no memory of this one. Two
     * machines cannot listen on the same port, or have the same hardware address.
     */
    public static Demand of(ImageSpec spec) {
        Machine machine = spec.machine();
        Set<String> own = new HashSet<>(machine.engine().exclusive());
        machine.mac().ifPresent(mac -> own.add("the MAC address " + mac.text()));
        return machine.isLocal()
                ? new Demand(machine.memory(), machine.cores(), own)
                : new Demand(NOTHING.memory(), NOTHING.cores(), own);
    }
}
