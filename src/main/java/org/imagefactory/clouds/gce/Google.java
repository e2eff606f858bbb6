package org.imagefactory.clouds.gce;

import java.util.List;
import java.util.Map;
import org.imagefactory.clouds.http.FailureText;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** What the answers of Google's services have in common. */
final class Google {

    private Google() {}

    static Map<String, ?> object(WebAnswer answer) throws UploadException {
        try {
            return Json.object(answer.body());
        } catch (JsonException e) {
            throw new UploadException("Google's answer " + e.getMessage(), "");
        }
    }

    static void require(WebAnswer answer, String what) throws UploadException {
        if (!answer.isGood()) {
            String reason = FailureText.ofJson(answer.body());
            throw new UploadException(
                    "%s: HTTP %d%s"
                            .formatted(
                                    what, answer.status(), reason.isEmpty() ? "" : ": " + reason),
                    "");
        }
    }

    /** Why an operation that is done has failed; empty if it has not. */
    static String failure(Map<String, ?> operation) {
        if (operation.get("error") instanceof Map<?, ?> error
                && error.get("errors") instanceof List<?> errors
                && !errors.isEmpty()
                && errors.get(0) instanceof Map<?, ?> first) {
            return FailureText.line(String.valueOf(first.get("message")));
        }
        return operation.get("error") == null ? "" : "an error";
    }
}
