package org.imagefactory.plugin;

import java.util.List;
import java.util.Map;

/**
 * What a cloud plugin wants in the system.
 *
 * @param files absolute path to text
 * @param commands run as root in the system after the files are there, in this order
 */
public record CloudContent(Map<String, String> files, List<String> commands) {

    /** Nothing. */
    public static final CloudContent NONE = new CloudContent(Map.of(), List.of());

    public CloudContent {
        files = Map.copyOf(files);
        commands = List.copyOf(commands);
    }
}
