package org.imagefactory.clouds.ec2;

import java.util.Set;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/**
 * What Amazon means by an answer that is no success.
 *
 * @param code by which its manuals explain it
 * @param message of any origin
 */
record AwsFailure(String code, String message) {

    private static final int LONGEST = 300;

    private static final Set<String> BUSY =
            Set.of(
                    "EC2ThrottledException",
                    "PriorRequestNotComplete",
                    "RequestLimitExceeded",
                    "RequestThrottled",
                    "RequestThrottledException",
                    "SlowDown",
                    "Throttling",
                    "ThrottlingException",
                    "TooManyRequestsException");

    private static final Set<String> STRANGER =
            Set.of(
                    "AuthFailure",
                    "ExpiredToken",
                    "ExpiredTokenException",
                    "InvalidAccessKeyId",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "RequestExpired",
                    "RequestTimeTooSkewed",
                    "SignatureDoesNotMatch",
                    "UnrecognizedClientException");

    static AwsFailure of(WebAnswer answer) {
        String body = answer.body();
        if (body.stripLeading().startsWith("<")) {
            AwsXml xml = AwsXml.read(body);
            AwsXml error = xml.find("Error").orElse(xml);
            return made(error.text("Code"), error.text("Message"));
        }
        String type = answer.header("x-amzn-errortype").orElse("");
        String message = "";
        try {
            var json = Json.object(body);
            type = type.isEmpty() ? String.valueOf(json.getOrDefault("__type", "")) : type;
            message =
                    String.valueOf(json.getOrDefault("message", json.getOrDefault("Message", "")));
        } catch (JsonException e) {
            // a proxy's page, mostly
        }
        return made(type.replaceFirst(":.*", "").replaceFirst(".*#", ""), message);
    }

    /** Whether it may be asked again after a pause. */
    boolean isBusy() {
        return BUSY.contains(code);
    }

    /** Whether somebody may not do that, which a trial tells. */
    boolean isForbidden() {
        return code.equals("UnauthorizedOperation") || code.equals("AccessDeniedException");
    }

    /**
     * @param what was not done
     */
    UploadException exception(String what, WebAnswer answer) {
        String shown =
                "%s: %s%s"
                        .formatted(
                                what,
                                code.isEmpty() ? "HTTP " + answer.status() : code,
                                message.isEmpty() ? "" : ", " + message);
        return STRANGER.contains(code)
                ? new UploadException(
                        "AWS refuses the credentials: " + shown,
                        "look at the keys, at when they expire and at this host's clock")
                : new UploadException(
                        shown, isForbidden() ? "give the user that right in AWS's policies" : "");
    }

    private static AwsFailure made(String code, String message) {
        String line = message.lines().findFirst().orElse("");
        return new AwsFailure(
                PrintableText.of(code.substring(0, Math.min(code.length(), LONGEST))),
                PrintableText.of(line.substring(0, Math.min(line.length(), LONGEST))));
    }
}
