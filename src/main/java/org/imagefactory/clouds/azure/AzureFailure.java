package org.imagefactory.clouds.azure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** Says what Azure means by an answer that is no success. */
final class AzureFailure {

    private static final int LONGEST = 300;
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<\n]{1,1000})");

    private AzureFailure() {}

    /** With the number of the request, by which Azure finds it. */
    static String sentence(WebAnswer answer) {
        String reason = reason(answer.body());
        String code = answer.header("x-ms-error-code").map(text -> " " + cut(text)).orElse("");
        String id =
                answer.header("x-ms-request-id")
                        .map(text -> " (request " + cut(text) + ")")
                        .orElse("");
        return "HTTP %d%s%s%s"
                .formatted(answer.status(), code, reason.isEmpty() ? "" : ": " + reason, id);
    }

    /** Storage answers XML, the resource manager JSON, the login JSON of another kind. */
    private static String reason(String body) {
        Matcher message = MESSAGE.matcher(body);
        if (message.find()) {
            return cut(message.group(1));
        }
        try {
            Map<String, ?> json = Json.object(body);
            return json.get("error") instanceof Map<?, ?> error
                    ? cut(String.valueOf(error.get("message")))
                    : cut(String.valueOf(json.get("error_description")));
        } catch (JsonException e) {
            return "";
        }
    }

    private static String cut(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return PrintableText.of(line.substring(0, Math.min(line.length(), LONGEST)));
    }
}
