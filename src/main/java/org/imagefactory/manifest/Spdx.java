package org.imagefactory.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a bill of materials as SPDX 2.3 JSON. */
public final class Spdx {

    private static final String DOCUMENT = "SPDXRef-DOCUMENT";
    private static final String IMAGE = "SPDXRef-Image";
    private static final String SYSTEM = "SPDXRef-OperatingSystem";
    private static final String UNKNOWN = "NOASSERTION";
    private static final Pattern MAINTAINER = Pattern.compile("(.*\\S)\\s*<([^<>]+)>");

    private final BomSubject subject;
    private final Inventory inventory;

    public Spdx(BomSubject subject, Inventory inventory) {
        this.subject = subject;
        this.inventory = inventory;
    }

    /** Writes the document; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        JsonFactory factory =
                JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
        try (JsonGenerator json = factory.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("spdxVersion", "SPDX-2.3");
            json.writeStringField("dataLicense", "CC0-1.0");
            json.writeStringField("SPDXID", DOCUMENT);
            json.writeStringField("name", subject.build().base());
            // any absolute URI that no other document has
            json.writeStringField(
                    "documentNamespace", "urn:uuid:" + subject.identifier("SPDX", inventory));
            json.writeObjectFieldStart("creationInfo");
            json.writeStringField("created", subject.created().toString());
            json.writeArrayFieldStart("creators");
            json.writeString("Tool: " + subject.builderName() + "-" + subject.builderVersion());
            json.writeEndArray();
            json.writeEndObject();
            packages(json);
            relationships(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void packages(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("packages");
        image(json);
        if (hasDistribution()) {
            distribution(json);
        }
        for (InstalledPackage installed : inventory.packages()) {
            installed(json, installed);
        }
        json.writeEndArray();
    }

    private void image(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("SPDXID", IMAGE);
        json.writeStringField("name", subject.build().image().text());
        json.writeStringField("versionInfo", subject.build().value());
        optional(json, "summary", inventory.distribution().title());
        json.writeStringField("primaryPackagePurpose", "OPERATING_SYSTEM");
        unknown(json, UNKNOWN);
        json.writeEndObject();
    }

    /** Scanners look for its name and release under this identifier. */
    private void distribution(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("SPDXID", SYSTEM);
        json.writeStringField("name", inventory.distribution().id());
        optional(json, "versionInfo", inventory.distribution().version());
        json.writeStringField("primaryPackagePurpose", "OPERATING_SYSTEM");
        unknown(json, UNKNOWN);
        json.writeEndObject();
    }

    private void installed(JsonGenerator json, InstalledPackage installed) throws IOException {
        PackageLine line = installed.line();
        json.writeStartObject();
        json.writeStringField("SPDXID", identifier(installed));
        json.writeStringField("name", line.name());
        json.writeStringField("versionInfo", line.version());
        json.writeStringField("supplier", supplier(installed.publisher()));
        if (WebAddress.isValid(installed.homepage())) {
            json.writeStringField("homepage", installed.homepage());
        }
        if (installed.source().isKnown()) {
            // Trivy reads what is behind these words
            json.writeStringField("sourceInfo", "built package from: " + installed.source());
        }
        if (!installed.licences().isEmpty()) {
            // not always an expression of identifiers, and then not in licenseDeclared
            json.writeStringField(
                    "licenseComments",
                    "the package says: " + String.join(", ", installed.licences()));
        }
        unknown(json, DebianLicence.expression(installed.licences()).orElse(UNKNOWN));
        json.writeArrayFieldStart("externalRefs");
        json.writeStartObject();
        json.writeStringField("referenceCategory", "PACKAGE-MANAGER");
        json.writeStringField("referenceType", "purl");
        json.writeStringField("referenceLocator", PackageUrl.of(inventory, installed));
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What is true of every package here. */
    private static void unknown(JsonGenerator json, String licence) throws IOException {
        json.writeStringField("downloadLocation", UNKNOWN);
        json.writeBooleanField("filesAnalyzed", false);
        json.writeStringField("licenseConcluded", UNKNOWN);
        json.writeStringField("licenseDeclared", licence);
        json.writeStringField("copyrightText", UNKNOWN);
    }

    private void relationships(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("relationships");
        relationship(json, DOCUMENT, "DESCRIBES", IMAGE);
        if (hasDistribution()) {
            relationship(json, IMAGE, "CONTAINS", SYSTEM);
        }
        String parent = hasDistribution() ? SYSTEM : IMAGE;
        for (InstalledPackage installed : inventory.packages()) {
            relationship(json, parent, "CONTAINS", identifier(installed));
        }
        for (Map.Entry<InstalledPackage, List<InstalledPackage>> entry :
                inventory.dependencies().entrySet()) {
            for (InstalledPackage needed : entry.getValue()) {
                relationship(json, identifier(entry.getKey()), "DEPENDS_ON", identifier(needed));
            }
        }
        json.writeEndArray();
    }

    private static void relationship(JsonGenerator json, String from, String type, String to)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("spdxElementId", from);
        json.writeStringField("relationshipType", type);
        json.writeStringField("relatedSpdxElement", to);
        json.writeEndObject();
    }

    /** Letters, digits, dot and hyphen are allowed; a digest keeps similar names apart. */
    private String identifier(InstalledPackage installed) {
        PackageLine line = installed.line();
        byte[] url = PackageUrl.of(inventory, installed).getBytes(StandardCharsets.UTF_8);
        return "SPDXRef-Package-%s-%s"
                .formatted(
                        line.name().replaceAll("[^A-Za-z0-9.-]", "-"), UUID.nameUUIDFromBytes(url));
    }

    private boolean hasDistribution() {
        return !inventory.distribution().id().isEmpty();
    }

    /** Those who publish packages do it for a distribution. */
    private static String supplier(String publisher) {
        Matcher matcher = MAINTAINER.matcher(publisher);
        if (matcher.matches()) {
            return "Organization: %s (%s)".formatted(matcher.group(1), matcher.group(2));
        }
        return publisher.isEmpty() ? UNKNOWN : "Organization: " + publisher;
    }

    private static void optional(JsonGenerator json, String field, String value)
            throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }
}
