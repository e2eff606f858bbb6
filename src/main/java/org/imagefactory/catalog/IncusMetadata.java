package org.imagefactory.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.report.JsonFields;

/**
 * The archive that Incus and LXD read beside the disk of a virtual machine.
 *
 * @param file the archive
 * @param combined SHA-256 of the archive and the image, one after the other: how Incus and LXD call
 *     the image
 */
record IncusMetadata(CatalogFile file, String combined) {

    /** Follows the common start of a build's files. */
    static final String SUFFIX = "incus.tar.xz";

    static IncusMetadata of(JsonFields fields) {
        return new IncusMetadata(CatalogFile.of(fields.object("file")), fields.text("combined"));
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.fields());
        fields.put("combined", combined);
        return fields;
    }
}
