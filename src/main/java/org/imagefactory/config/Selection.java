package org.imagefactory.config;

import java.util.List;

/**
 * What a command line says about the images that it means.
 *
 * @param names names and patterns of names
 * @param all every image of the configuration
 * @param tags only images that have one of these; every image where there are none
 */
public record Selection(List<String> names, boolean all, List<String> tags) {

    public Selection {
        names = List.copyOf(names);
        tags = List.copyOf(tags);
    }

    /** Whether it says nothing at all. */
    public boolean isEmpty() {
        return names.isEmpty() && !all && tags.isEmpty();
    }
}
