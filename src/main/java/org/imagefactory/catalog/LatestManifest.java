package org.imagefactory.catalog;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.json.Json;
import org.imagefactory.spec.Choice;

/** The newest build of each image as JSON, for scripts. */
final class LatestManifest {

    private LatestManifest() {}

    /**
     * @param images with at least one build each
     * @param updated when the newest of them was made
     */
    static String text(List<CatalogImage> images, Instant updated) {
        Map<String, Object> all = new LinkedHashMap<>();
        images.forEach(
                image -> all.put(image.name().text(), fields(image, image.newest().orElseThrow())));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", 1);
        root.put("updated", updated.toString());
        root.put("images", all);
        return Json.indented(root) + "\n";
    }

    private static Map<String, Object> fields(CatalogImage image, CatalogBuild build) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("build", build.name());
        fields.put("date", build.date().toString());
        fields.put("finished", build.finished().toString());
        fields.put("system", build.system());
        fields.put("architecture", Choice.name(image.architecture()));
        fields.put("diskBytes", build.diskBytes());
        fields.put("image", Catalog.path(image, build.image()));
        fields.put("files", build.files().stream().map(file -> file(image, file)).toList());
        return fields;
    }

    private static Map<String, Object> file(CatalogImage image, CatalogFile file) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", Catalog.path(image, file));
        fields.put("sizeBytes", file.sizeBytes());
        fields.put("sha256", file.sha256());
        return fields;
    }
}
