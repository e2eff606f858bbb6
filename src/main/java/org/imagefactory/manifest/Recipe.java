package org.imagefactory.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a provenance says that an image was made of: enough to make it again.
 *
 * @param image its section in the configuration
 * @param configuration effective values by key, secrets masked
 * @param materials digests of the files that went in, by what they were for
 * @param subjects files that came out
 */
public record Recipe(
        String image,
        Map<String, String> configuration,
        Map<String, String> materials,
        List<Subject> subjects) {

    public Recipe {
        configuration = Map.copyOf(configuration);
        materials = Map.copyOf(materials);
        subjects = List.copyOf(subjects);
    }

    /**
     * Reads a provenance; nobody looks at its signature here.
     *
     * @throws IOException it cannot be read, or is none
     */
    public static Recipe read(Path file) throws IOException {
        return ProvenanceReader.recipe(file);
    }

    /** The first file that came out whose name ends so. */
    public Optional<Subject> subject(String suffix) {
        return subjects.stream().filter(one -> one.name().endsWith(suffix)).findFirst();
    }
}
