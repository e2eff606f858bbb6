package org.imagefactory.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The scripts of an Agama profile that are in the profile itself and are for a shell. All lines of
 * a script are in one line of the file.
 */
final class AgamaScripts {

    private static final List<String> KINDS = List.of("pre", "postPartitioning", "post", "init");
    private static final List<String> TEXTS = List.of("content", "body");

    private AgamaScripts() {}

    /** None if it is no JSON, which is told elsewhere. */
    static List<EmbeddedScript> in(String text) {
        JsonDocument document;
        try {
            document = JsonDocument.parse(text);
        } catch (JsonProcessingException e) {
            return List.of();
        }
        List<EmbeddedScript> scripts = new ArrayList<>();
        for (String kind : KINDS) {
            JsonNode all = document.root().path("scripts").path(kind);
            for (int i = 0; i < all.size(); i++) {
                for (String name : TEXTS) {
                    List<String> path = List.of("scripts", kind, String.valueOf(i), name);
                    ShellScript.of(
                                    "scripts.%s.%d".formatted(kind, i),
                                    document.line(path),
                                    all.get(i).path(name).asText(),
                                    false)
                            .ifPresent(scripts::add);
                }
            }
        }
        return List.copyOf(scripts);
    }
}
