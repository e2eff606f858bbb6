package org.imagefactory.clouds.openstack;

import java.util.Map;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** Says what a service of OpenStack means by an answer that is no success. */
final class GlanceFailure {

    private static final int LONGEST = 300;

    private GlanceFailure() {}

    /** With the number of the request, by which operators find it in their logs. */
    static String sentence(WebAnswer answer) {
        String id =
                answer.header("x-openstack-request-id")
                        .map(text -> " (request " + cut(text) + ")")
                        .orElse("");
        String reason = reason(answer.body());
        return "HTTP %d%s%s"
                .formatted(answer.status(), reason.isEmpty() ? "" : ": " + cut(reason), id);
    }

    /** Keystone answers JSON; Glance a title and, after it, the reason. */
    private static String reason(String body) {
        try {
            if (Json.object(body).get("error") instanceof Map<?, ?> error) {
                return String.valueOf(error.get("message"));
            }
        } catch (JsonException e) {
            // then it is text
        }
        if (body.stripLeading().startsWith("<")) {
            return "";
        }
        return body.lines().skip(1).filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static String cut(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return PrintableText.of(line.substring(0, Math.min(line.length(), LONGEST)));
    }
}
