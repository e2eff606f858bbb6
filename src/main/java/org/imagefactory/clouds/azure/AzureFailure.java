package org.imagefactory.clouds.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.clouds.http.FailureText;
import org.imagefactory.clouds.http.WebAnswer;

/** Says what Azure means by an answer that is no success. */
final class AzureFailure {

    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<\n]{1,1000})");

    private AzureFailure() {}

    /** With the number of the request, by which Azure finds it. */
    static String sentence(WebAnswer answer) {
        String reason = reason(answer.body());
        String code =
                answer.header("x-ms-error-code")
                        .map(text -> " " + FailureText.line(text))
                        .orElse("");
        String id =
                answer.header("x-ms-request-id")
                        .map(text -> " (request " + FailureText.line(text) + ")")
                        .orElse("");
        return "HTTP %d%s%s%s"
                .formatted(answer.status(), code, reason.isEmpty() ? "" : ": " + reason, id);
    }

    /** Storage answers XML, the resource manager JSON, the login JSON of another kind. */
    private static String reason(String body) {
        Matcher message = MESSAGE.matcher(body);
        return message.find() ? FailureText.line(message.group(1)) : FailureText.ofJson(body);
    }
}
