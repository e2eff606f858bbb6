package org.imagefactory.openstack;

import java.util.Map;

/**
 * An address of the outside that the project has.
 *
 * @param description what whoever took it said
 * @param address for people
 */
record FloatingAddress(String id, String description, String address) {

    static FloatingAddress of(Map<?, ?> record) {
        return new FloatingAddress(
                String.valueOf(record.get("id")),
                String.valueOf(record.get("description")),
                String.valueOf(record.get("floating_ip_address")));
    }

    /** What says that one belongs to a machine. */
    static String description(String mark, Ownership owner) {
        return mark + " " + owner;
    }

    /** Whether it belongs to a machine. */
    boolean isOf(String mark) {
        return description.startsWith(mark + " ");
    }

    /** What follows the machine's mark. */
    String owner() {
        return description.startsWith(Cloud.MARK)
                ? description.substring(description.indexOf(' ') + 1)
                : "";
    }
}
