package org.imagefactory.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads bills of materials as vulnerability scanners do, to find the source package and version
 * that the security tracker of a distribution knows. It shares no code with what writes them.
 */
final class AdvisoryReader {

    private AdvisoryReader() {}

    /** By name of the package, as Trivy finds it: by its own properties, in three parts. */
    static Map<String, String> byProperties(String cycloneDx) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode component : packages(cycloneDx)) {
            Map<String, String> values = new HashMap<>();
            component
                    .get("properties")
                    .forEach(p -> values.put(p.get("name").asText(), p.get("value").asText()));
            String trivy = "aquasecurity:trivy:Src";
            String version = values.get(trivy + "Version");
            if (values.containsKey(trivy + "Epoch")) {
                version = Integer.parseInt(values.get(trivy + "Epoch")) + ":" + version;
            }
            if (values.containsKey(trivy + "Release")) {
                version += "-" + values.get(trivy + "Release");
            }
            found.put(component.get("name").asText(), values.get(trivy + "Name") + " " + version);
        }
        return found;
    }

    /** As Grype finds it: by the package URL alone. */
    static Map<String, String> byUrl(String cycloneDx) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode component : packages(cycloneDx)) {
            URI url = URI.create(component.get("purl").asText());
            String[] parts = url.getRawSchemeSpecificPart().split("[?]", 2);
            String[] named = parts[0].substring(parts[0].lastIndexOf('/') + 1).split("@", 2);
            Map<String, String> qualifiers = new LinkedHashMap<>();
            Stream.of(parts[1].split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> qualifiers.put(pair[0], decoded(pair[1])));
            String[] upstream =
                    qualifiers.getOrDefault("upstream", decoded(named[0])).split("@", 2);
            String version = upstream.length > 1 ? upstream[1] : decoded(named[1]);
            found.put(component.get("name").asText(), upstream[0] + " " + version);
        }
        return found;
    }

    /** As Trivy finds it in SPDX: behind the words that it writes itself. */
    static Map<String, String> bySourceInfo(String spdx) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode entry : new ObjectMapper().readTree(spdx).get("packages")) {
            String prefix = "built package from: ";
            if (entry.path("sourceInfo").asText().startsWith(prefix)) {
                found.put(
                        entry.get("name").asText(),
                        entry.get("sourceInfo").asText().substring(prefix.length()));
            }
        }
        return found;
    }

    /** The release whose advisories count: of the one operating system, else scanners refuse. */
    static String release(String cycloneDx) throws IOException {
        JsonNode bom = new ObjectMapper().readTree(cycloneDx);
        Stream<JsonNode> components =
                Stream.concat(
                        Stream.of(bom.at("/metadata/component")), stream(bom.get("components")));
        return components
                .filter(c -> c.get("type").asText().equals("operating-system"))
                .map(c -> c.get("name").asText() + " " + c.get("version").asText())
                .reduce(
                        (one, other) -> {
                            throw new IllegalStateException("two operating systems");
                        })
                .orElseThrow();
    }

    private static Iterable<JsonNode> packages(String cycloneDx) throws IOException {
        JsonNode components = new ObjectMapper().readTree(cycloneDx).get("components");
        return stream(components).filter(component -> component.has("purl")).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
