package org.imagefactory.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.report.JsonFields;
import org.imagefactory.spec.DiskFormat;

/**
 * A build whose image is offered.
 *
 * @param name what the names of all its files begin with
 * @param date stands in it
 * @param finished when it ended
 * @param system what is installed, such as {@code debian-13}; empty where nobody knows
 * @param osinfo what libosinfo calls it; may be empty
 * @param diskBytes how large the disk looks to a machine
 * @param files that it published; at least one is the image
 * @param sha512 of the {@linkplain #image() image}; empty until it is computed
 * @param incus what Incus and LXD need beside the image; empty where it has another format
 */
record CatalogBuild(
        String name,
        LocalDate date,
        Instant finished,
        String system,
        String osinfo,
        long diskBytes,
        List<CatalogFile> files,
        String sha512,
        Optional<IncusMetadata> incus) {

    CatalogBuild {
        files = List.copyOf(files);
    }

    /** The image, in the format that is smaller to fetch. */
    CatalogFile image() {
        return image(DiskFormat.QCOW2)
                .or(() -> image(DiskFormat.RAW))
                .orElseThrow(() -> new IllegalStateException(name + " has no image"));
    }

    Optional<CatalogFile> image(DiskFormat format) {
        return files.stream().filter(file -> file.suffix().equals(format.suffix())).findFirst();
    }

    /** The same with what takes a look at the whole image. */
    CatalogBuild with(String digest, Optional<IncusMetadata> metadata) {
        return new CatalogBuild(
                name, date, finished, system, osinfo, diskBytes, files, digest, metadata);
    }

    /** The name of the distribution, or else of the image. */
    String distribution(String image) {
        int hyphen = system.lastIndexOf('-');
        return system.isEmpty() ? image : hyphen < 0 ? system : system.substring(0, hyphen);
    }

    /** The distribution's release, or else the day of the build. */
    String release() {
        int hyphen = system.lastIndexOf('-');
        return hyphen < 0 ? date.toString() : system.substring(hyphen + 1);
    }

    static CatalogBuild of(JsonFields fields) {
        return new CatalogBuild(
                fields.text("name"),
                LocalDate.parse(fields.text("date")),
                Instant.parse(fields.text("finished")),
                fields.text("system"),
                fields.text("osinfo"),
                fields.number("diskBytes"),
                fields.objects("files").stream().map(CatalogFile::of).toList(),
                fields.text("sha512"),
                fields.objects("incus").stream().map(IncusMetadata::of).findFirst());
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("date", date.toString());
        fields.put("finished", finished.toString());
        fields.put("system", system);
        fields.put("osinfo", osinfo);
        fields.put("diskBytes", diskBytes);
        fields.put("files", files.stream().map(CatalogFile::fields).toList());
        fields.put("sha512", sha512);
        fields.put("incus", incus.stream().map(IncusMetadata::fields).toList());
        return fields;
    }
}
