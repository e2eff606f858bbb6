package org.imagefactory.openstack;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A size of machines that a cloud offers.
 *
 * @param ram in MiB
 * @param disk in GiB; 0 for the size of the image
 */
record Flavor(String id, String name, long processors, long ram, long disk) {

    static Flavor of(Map<?, ?> flavor) {
        return new Flavor(
                String.valueOf(flavor.get("id")),
                String.valueOf(flavor.get("name")),
                number(flavor.get("vcpus")),
                number(flavor.get("ram")),
                number(flavor.get("disk")));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public String toString() {
        return "%s (%d processors, %d MiB, %s)"
                .formatted(name, processors, ram, disk == 0 ? "any disk" : disk + " GiB");
    }
}
