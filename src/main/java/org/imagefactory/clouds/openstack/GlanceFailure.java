package org.imagefactory.clouds.openstack;

import java.util.Map;
import org.imagefactory.clouds.http.FailureText;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** Says what a service of OpenStack means by an answer that is no success. */
public final class GlanceFailure {

    private GlanceFailure() {}

    /** With the number of the request, by which operators find it in their logs. */
    public static String sentence(WebAnswer answer) {
        String id =
                answer.header("x-openstack-request-id")
                        .map(text -> " (request " + FailureText.line(text) + ")")
                        .orElse("");
        String reason = reason(answer.body());
        return "HTTP %d%s%s"
                .formatted(
                        answer.status(),
                        reason.isEmpty() ? "" : ": " + FailureText.line(reason),
                        id);
    }

    /**
     * Keystone, Nova and Neutron answer JSON, each with a name of its own around the message;
     * Glance a title and, after it, the reason.
     */
    private static String reason(String body) {
        try {
            for (Object error : Json.object(body).values()) {
                if (error instanceof Map<?, ?> map && map.get("message") != null) {
                    return String.valueOf(map.get("message"));
                }
            }
            return "";
        } catch (JsonException e) {
            // then it is text
        }
        if (body.stripLeading().startsWith("<")) {
            return "";
        }
        return body.lines().skip(1).filter(line -> !line.isBlank()).findFirst().orElse("");
    }
}
