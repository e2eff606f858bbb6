package org.imagefactory.clouds.registry;

import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** Says what a registry means by an answer that is no success. */
final class RegistryFailure {

    private static final int LONGEST = 300;

    private RegistryFailure() {}

    static String sentence(WebAnswer answer) {
        String reason = reason(answer.body());
        return "HTTP %d%s".formatted(answer.status(), reason.isEmpty() ? "" : ": " + reason);
    }

    private static String reason(String body) {
        try {
            if (Json.object(body).get("errors") instanceof List<?> errors
                    && !errors.isEmpty()
                    && errors.get(0) instanceof Map<?, ?> error) {
                String text = error.get("code") + ", " + error.get("message");
                return PrintableText.of(text.substring(0, Math.min(text.length(), LONGEST)));
            }
        } catch (JsonException e) {
            // a proxy's page, mostly
        }
        return "";
    }
}
