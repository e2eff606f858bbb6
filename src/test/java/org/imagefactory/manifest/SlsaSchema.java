package org.imagefactory.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the specifications ask of a provenance: in-toto Statement v1 and ResourceDescriptor, and the
 * schema and field tables of SLSA provenance v1. No artifact on Maven Central has them in a form
 * that a validator takes, so that this is written down by hand: the members that there may be,
 * those that there must be, and their types.
 */
final class SlsaSchema {

    private SlsaSchema() {}

    static void check(Object tree) {
        Map<?, ?> statement = object(tree, "_type", "subject", "predicateType", "predicate");
        has(statement, "_type", "subject", "predicateType", "predicate");
        assertThat(statement.get("_type")).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.get("predicateType")).isEqualTo("https://slsa.dev/provenance/v1");
        List<?> subjects = (List<?>) statement.get("subject");
        assertThat(subjects).isNotEmpty();
        subjects.forEach(
                subject -> {
                    descriptor(subject);
                    has((Map<?, ?>) subject, "digest");
                });
        assertThat(subjects.stream().map(subject -> ((Map<?, ?>) subject).get("name")))
                .doesNotHaveDuplicates();
        Map<?, ?> predicate = object(statement.get("predicate"), "buildDefinition", "runDetails");
        has(predicate, "buildDefinition", "runDetails");
        definition(predicate.get("buildDefinition"));
        run(predicate.get("runDetails"));
    }

    private static void definition(Object tree) {
        Map<?, ?> definition =
                object(
                        tree,
                        "buildType",
                        "externalParameters",
                        "internalParameters",
                        "resolvedDependencies");
        has(definition, "buildType", "externalParameters");
        typeUri(definition.get("buildType"));
        assertThat(definition.get("externalParameters")).isInstanceOf(Map.class);
        assertThat(definition.get("internalParameters")).isInstanceOf(Map.class);
        ((List<?>) definition.get("resolvedDependencies")).forEach(SlsaSchema::descriptor);
    }

    private static void run(Object tree) {
        Map<?, ?> details = object(tree, "builder", "metadata", "byproducts");
        has(details, "builder");
        Map<?, ?> builder = object(details.get("builder"), "id", "version", "builderDependencies");
        has(builder, "id");
        typeUri(builder.get("id"));
        ((Map<?, ?>) builder.get("version")).values().forEach(SlsaSchema::text);
        Map<?, ?> metadata =
                object(details.get("metadata"), "invocationId", "startedOn", "finishedOn");
        text(metadata.get("invocationId"));
        Instant started = time(metadata.get("startedOn"));
        assertThat(time(metadata.get("finishedOn"))).isAfterOrEqualTo(started);
    }

    /** At least one of URI, digest and content; digests in lower case. */
    private static void descriptor(Object tree) {
        Map<?, ?> descriptor =
                object(
                        tree,
                        "uri",
                        "digest",
                        "name",
                        "downloadLocation",
                        "mediaType",
                        "content",
                        "annotations");
        assertThat(Set.of("uri", "digest", "content")).containsAnyElementsOf(keys(descriptor));
        text(descriptor.get("name"));
        if (descriptor.containsKey("uri")) {
            assertThat(URI.create((String) descriptor.get("uri")).isAbsolute()).isTrue();
            assertThat((String) descriptor.get("uri")).doesNotContain("@");
        }
        Map<?, ?> digest = object(descriptor.get("digest"), "sha256");
        assertThat((String) digest.get("sha256")).matches("[0-9a-f]{64}");
    }

    /** An absolute URI that has a version. */
    private static void typeUri(Object value) {
        assertThat(URI.create((String) value).isAbsolute()).isTrue();
        assertThat((String) value).matches(".*\\bv?[0-9]+(\\.[0-9]+)*$");
    }

    private static Instant time(Object value) {
        assertThat((String) value).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        return Instant.parse((String) value);
    }

    private static void text(Object value) {
        assertThat(value).isInstanceOf(String.class);
        assertThat((String) value).isNotEmpty();
    }

    private static Map<?, ?> object(Object tree, String... allowed) {
        assertThat(tree).isInstanceOf(Map.class);
        assertThat(keys((Map<?, ?>) tree)).isSubsetOf(allowed);
        return (Map<?, ?>) tree;
    }

    private static void has(Map<?, ?> tree, String... required) {
        assertThat(keys(tree)).contains(required);
    }

    private static Set<String> keys(Map<?, ?> tree) {
        return tree.keySet().stream()
                .map(String.class::cast)
                .collect(java.util.stream.Collectors.toSet());
    }
}
