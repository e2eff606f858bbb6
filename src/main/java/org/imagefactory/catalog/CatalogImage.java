package org.imagefactory.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.files.RegularFile;
import org.imagefactory.files.WholeFile;
import org.imagefactory.report.JsonFields;
import org.imagefactory.spec.Architecture;
import org.imagefactory.spec.ImageName;

/**
 * What a catalog offers of one image. It is kept in a file beside the links to the image's files,
 * so that the indices of all images can be made without asking the factories that made them.
 *
 * @param name of the image
 * @param architecture that it runs on
 * @param builds the oldest first; may be none
 */
record CatalogImage(ImageName name, Architecture architecture, List<CatalogBuild> builds) {

    /** Beside the links. */
    static final String FILE = "entry.json";

    /** Grows when a field changes its meaning or goes away. */
    private static final int VERSION = 1;

    private static final int LARGEST = 8 << 20;

    CatalogImage {
        builds = List.copyOf(builds);
    }

    Optional<CatalogBuild> newest() {
        return builds.isEmpty() ? Optional.empty() : Optional.of(builds.get(builds.size() - 1));
    }

    /**
     * @param folder of the image in the catalog
     * @throws IOException there is no such file, or it is damaged
     */
    static CatalogImage read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        try {
            JsonFields fields = JsonFields.parse(RegularFile.read(file, LARGEST));
            fields.requireVersion(VERSION);
            return new CatalogImage(
                    new ImageName(fields.text("image")),
                    Architecture.named(fields.text("architecture")).orElseThrow(),
                    fields.objects("builds").stream().map(CatalogBuild::of).toList());
        } catch (RuntimeException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    void write(Path folder) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", VERSION);
        fields.put("image", name.text());
        fields.put("architecture", architecture.machine());
        fields.put("builds", builds.stream().map(CatalogBuild::fields).toList());
        WholeFile.write(folder.resolve(FILE), JsonFields.document(fields), WholeFile.PUBLIC);
    }
}
