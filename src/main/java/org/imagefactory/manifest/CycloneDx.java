package org.imagefactory.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a bill of materials as CycloneDX 1.6 JSON.
 *
 * <p>It is written field by field, as in {@link Spdx}: the official libraries of the two formats
 * are 16 MB, more than the whole program, and the one of this format takes 30 MB of memory to write
 * 200 packages. The tests hold the result against the official schemas.
 */
public final class CycloneDx {

    private static final String SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json";
    static final String SOURCE = "image-factory:source-package";

    /** What Trivy knows a package and its source package by, whoever wrote the bill. */
    private static final String TRIVY = "aquasecurity:trivy:";

    private final BomSubject subject;
    private final Inventory inventory;

    public CycloneDx(BomSubject subject, Inventory inventory) {
        this.subject = subject;
        this.inventory = inventory;
    }

    /** Writes the document; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        JsonFactory factory =
                JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("$schema", SCHEMA);
            json.writeStringField("bomFormat", "CycloneDX");
            json.writeStringField("specVersion", "1.6");
            json.writeStringField(
                    "serialNumber", "urn:uuid:" + subject.identifier("CycloneDX", inventory));
            json.writeNumberField("version", 1);
            metadata(json);
            components(json);
            dependencies(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void metadata(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("metadata");
        json.writeStringField("timestamp", subject.created().toString());
        json.writeObjectFieldStart("tools");
        json.writeArrayFieldStart("components");
        json.writeStartObject();
        json.writeStringField("type", "application");
        json.writeStringField("name", subject.builderName());
        json.writeStringField("version", subject.builderVersion());
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeObjectFieldStart("component");
        // also what isolates by virtualization; there may be one operating system only, see below
        json.writeStringField("type", "container");
        json.writeStringField("bom-ref", imageReference());
        json.writeStringField("name", subject.build().image().text());
        json.writeStringField("version", subject.build().value());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void components(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("components");
        if (hasDistribution()) {
            json.writeStartObject();
            json.writeStringField("type", "operating-system");
            json.writeStringField("bom-ref", distributionReference());
            json.writeStringField("name", inventory.distribution().id());
            optional(json, "version", inventory.distribution().version());
            optional(json, "description", inventory.distribution().title());
            json.writeEndObject();
        }
        for (InstalledPackage installed : inventory.packages()) {
            component(json, installed);
        }
        json.writeEndArray();
    }

    private void component(JsonGenerator json, InstalledPackage installed) throws IOException {
        String url = PackageUrl.of(inventory, installed);
        json.writeStartObject();
        // what the specification recommends where nobody knows what a package is used as
        json.writeStringField("type", "library");
        json.writeStringField("bom-ref", url);
        optional(json, "publisher", installed.publisher());
        json.writeStringField("name", installed.line().name());
        json.writeStringField("version", installed.line().version());
        licences(json, installed.licences());
        json.writeStringField("purl", url);
        homepage(json, installed.homepage());
        properties(json, installed);
        json.writeEndObject();
    }

    /** By name where what a package says has no identifier of SPDX. */
    private static void licences(JsonGenerator json, List<String> licences) throws IOException {
        if (licences.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("licenses");
        for (String licence : licences) {
            json.writeStartObject();
            json.writeObjectFieldStart("license");
            Optional<String> identifier = DebianLicence.spdx(licence);
            json.writeStringField(identifier.isEmpty() ? "name" : "id", identifier.orElse(licence));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void homepage(JsonGenerator json, String homepage) throws IOException {
        if (!WebAddress.isValid(homepage)) {
            return;
        }
        json.writeArrayFieldStart("externalReferences");
        json.writeStartObject();
        json.writeStringField("type", "website");
        json.writeStringField("url", homepage);
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void properties(JsonGenerator json, InstalledPackage installed)
            throws IOException {
        PackageLine line = installed.line();
        SourcePackage source = installed.source();
        json.writeArrayFieldStart("properties");
        property(json, SOURCE, source.toString());
        property(json, TRIVY + "PkgID", line.name() + "@" + line.version());
        if (source.isKnown()) {
            property(json, TRIVY + "SrcName", source.name());
            property(json, TRIVY + "SrcVersion", source.upstreamVersion());
            property(json, TRIVY + "SrcRelease", source.release());
            property(json, TRIVY + "SrcEpoch", source.epoch());
        }
        json.writeEndArray();
    }

    private static void property(JsonGenerator json, String name, String value) throws IOException {
        if (value.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("value", value);
        json.writeEndObject();
    }

    /** The image has the distribution, and that the packages, some of which need others. */
    private void dependencies(JsonGenerator json) throws IOException {
        List<String> all =
                inventory.packages().stream().map(p -> PackageUrl.of(inventory, p)).toList();
        json.writeArrayFieldStart("dependencies");
        if (hasDistribution()) {
            dependency(json, imageReference(), List.of(distributionReference()));
            dependency(json, distributionReference(), all);
        } else {
            dependency(json, imageReference(), all);
        }
        for (Map.Entry<InstalledPackage, List<InstalledPackage>> entry :
                inventory.dependencies().entrySet()) {
            dependency(
                    json,
                    PackageUrl.of(inventory, entry.getKey()),
                    entry.getValue().stream().map(p -> PackageUrl.of(inventory, p)).toList());
        }
        json.writeEndArray();
    }

    private static void dependency(JsonGenerator json, String of, List<String> on)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("ref", of);
        json.writeArrayFieldStart("dependsOn");
        for (String reference : on) {
            json.writeString(reference);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private boolean hasDistribution() {
        return !inventory.distribution().id().isEmpty();
    }

    private String imageReference() {
        return "image:" + subject.build().base();
    }

    private String distributionReference() {
        return "distribution:" + inventory.distribution().label();
    }

    private static void optional(JsonGenerator json, String field, String value)
            throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }
}
