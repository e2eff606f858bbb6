package org.imagefactory.openstack;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Nova says of an instance.
 *
 * @param record all of it
 */
record Server(String id, Map<?, ?> record) {

    Server {
        record = Map.copyOf(withoutNulls(record));
    }

    private static Map<Object, Object> withoutNulls(Map<?, ?> record) {
        Map<Object, Object> copy = new HashMap<>();
        record.forEach(
                (name, value) -> {
                    if (name != null && value != null) {
                        copy.put(name, value);
                    }
                });
        return copy;
    }

    /** {@code BUILD}, {@code ACTIVE}, {@code SHUTOFF}, {@code ERROR} and rarer ones. */
    String status() {
        return Optional.ofNullable(record.get("status")).map(String::valueOf).orElse("UNKNOWN");
    }

    /** What was said of it when it was made. */
    Map<?, ?> metadata() {
        return record.get("metadata") instanceof Map<?, ?> metadata ? metadata : Map.of();
    }

    /** Why it is in error. */
    String fault() {
        return record.get("fault") instanceof Map<?, ?> fault
                ? String.valueOf(fault.get("message"))
                : "";
    }
}
