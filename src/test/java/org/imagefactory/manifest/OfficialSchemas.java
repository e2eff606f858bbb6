package org.imagefactory.manifest;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The schemas of bills of materials as their makers publish them: CycloneDX' out of
 * cyclonedx-core-java, SPDX' out of tools-java. Nothing comes from the network.
 */
public final class OfficialSchemas {

    private static final String CYCLONEDX = "http://cyclonedx.org/schema/bom-1.6.schema.json";
    private static final String SPDX = "http://spdx.org/rdf/terms/2.3";
    private static final Map<String, String> RESOURCES =
            Map.of(
                    CYCLONEDX,
                    "/bom-1.6.schema.json",
                    "http://cyclonedx.org/schema/spdx.schema.json",
                    "/spdx.schema.json",
                    "http://cyclonedx.org/schema/jsf-0.82.schema.json",
                    "/jsf-0.82.schema.json",
                    SPDX,
                    "/resources/spdx-schema-v2.3.json");

    private OfficialSchemas() {}

    /** What is wrong with a document, by the schema of CycloneDX 1.6. */
    public static List<String> cycloneDx(String json) {
        return problems(CYCLONEDX, SpecificationVersion.DRAFT_7, json);
    }

    /** What is wrong with a document, by the schema of SPDX 2.3. */
    public static List<String> spdx(String json) {
        return problems(SPDX, SpecificationVersion.DRAFT_2019_09, json);
    }

    private static List<String> problems(String schema, SpecificationVersion version, String json) {
        SchemaRegistryConfig strict =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                        version,
                        builder ->
                                builder.schemaRegistryConfig(strict).schemas(OfficialSchemas::text))
                .getSchema(SchemaLocation.of(schema))
                .validate(json, InputFormat.JSON)
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static String text(String location) {
        String resource = RESOURCES.get(location);
        if (resource == null) {
            return null;
        }
        try (InputStream in = OfficialSchemas.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
