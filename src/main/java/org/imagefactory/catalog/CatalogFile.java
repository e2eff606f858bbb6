package org.imagefactory.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.report.JsonFields;

/**
 * A file that the catalog leads to.
 *
 * @param name in the folder of its image
 * @param suffix what the name ends with, without the dot before it
 * @param sizeBytes length of the file
 * @param sha256 64 hexadecimal digits
 */
record CatalogFile(String name, String suffix, long sizeBytes, String sha256) {

    static CatalogFile of(JsonFields fields) {
        return new CatalogFile(
                fields.text("name"),
                fields.text("suffix"),
                fields.number("sizeBytes"),
                fields.text("sha256"));
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("suffix", suffix);
        fields.put("sizeBytes", sizeBytes);
        fields.put("sha256", sha256);
        return fields;
    }
}
