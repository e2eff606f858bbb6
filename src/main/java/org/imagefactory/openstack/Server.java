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
        return text("status").orElse("UNKNOWN");
    }

    /** What is being done with it. */
    Optional<String> task() {
        return text("OS-EXT-STS:task_state");
    }

    /** Why it is in error. */
    String fault() {
        return record.get("fault") instanceof Map<?, ?> fault
                ? String.valueOf(fault.get("message"))
                : "";
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(record.get(name)).map(String::valueOf);
    }
}
