package org.imagefactory.netboot.http;

import java.time.Clock;
import okhttp3.Response;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;

/** Says what an answer without the file means (RFC 9110 §15.5, §15.6; RFC 6585 §4 for 429). */
final class HttpStatus {

    private HttpStatus() {}

    /**
     * @param redirected where the question was led to, to be told; or empty
     */
    static FetchException failure(Response response, String redirected) {
        int code = response.code();
        String problem =
                "the server answered %d %s"
                                .formatted(code, ServerText.of(response.message()))
                                .strip()
                        + redirected;
        if (code >= 500 || code == 429 || code == 408) {
            return new FetchException(
                    Kind.TRANSIENT,
                    problem,
                    "try again later, or use another mirror",
                    RetryAfter.parse(response.header("Retry-After"), Clock.systemUTC()));
        }
        Kind kind = code == 404 || code == 410 ? Kind.MISSING : Kind.FINAL;
        return new FetchException(kind, problem, advice(code));
    }

    private static String advice(int code) {
        return switch (code) {
            case 404, 410 ->
                    "there is no such file on the server: check the URL; mirrors move old releases"
                            + " to an archive";
            case 401 -> "the server wants a user name and password: http://USER:PASSWORD@HOST/…";
            case 403 -> "the server refuses access: check the URL, or use another mirror";
            case NetworkFailure.PROXY_CREDENTIALS -> NetworkFailure.PROXY_ADVICE;
            default -> "check the URL, or use another mirror";
        };
    }
}
