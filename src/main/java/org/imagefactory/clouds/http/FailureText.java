package org.imagefactory.clouds.http;

import java.util.Map;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** What servers say of a failure, as it may stand in a message of ours. */
public final class FailureText {

    private static final int LONGEST = 300;

    private FailureText() {}

    /** The first line, cut if it is long. */
    public static String line(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return PrintableText.of(line.substring(0, Math.min(line.length(), LONGEST)));
    }

    /**
     * The reason in a document: in most the message of the error, in those of logins (RFC 6749) a
     * description of it.
     *
     * @return empty if it is no JSON object
     */
    public static String ofJson(String body) {
        try {
            Map<String, ?> json = Json.object(body);
            return json.get("error") instanceof Map<?, ?> error
                    ? line(String.valueOf(error.get("message")))
                    : line(String.valueOf(json.get("error_description")));
        } catch (JsonException e) {
            return "";
        }
    }
}
