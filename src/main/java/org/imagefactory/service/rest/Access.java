package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.service.oauth.OAuth;
import org.imagefactory.service.oauth.SignedRequest;
import org.imagefactory.service.oauth.UnauthorizedException;

/** Who may do what. */
public final class Access {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Map<String, String> CHALLENGE =
            Map.of("WWW-Authenticate", "OAuth realm=\"imagefactory\"");

    private final Optional<OAuth> oauth;
    private final boolean protectReading;

    /**
     * @param oauth empty where everybody may do everything
     * @param protectReading whether reading needs a signature as well
     */
    public Access(Optional<OAuth> oauth, boolean protectReading) {
        this.oauth = oauth;
        this.protectReading = protectReading;
    }

    /**
     * Who sent the request.
     *
     * @throws RequestException it would have to be signed, and is not or wrongly
     */
    Caller admit(ServiceRequest request, Protection protection)
            throws RequestException, IOException {
        if (oauth.isEmpty()) {
            return new Caller("-", true);
        }
        boolean needed =
                protection == Protection.WRITE || (protection == Protection.READ && protectReading);
        if (!needed && request.header("Authorization").isEmpty()) {
            return Caller.STRANGER;
        }
        try {
            return new Caller(oauth.get().check(signed(request)), true);
        } catch (UnauthorizedException e) {
            if (!needed) {
                // What is free for strangers is free for those whose clock is wrong, too.
                return Caller.STRANGER;
            }
            throw new RequestException(
                    Fault.UNAUTHORIZED, String.valueOf(e.getMessage()), CHALLENGE);
        }
    }

    private static SignedRequest signed(ServiceRequest request) throws IOException {
        boolean form =
                request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith(FORM);
        return new SignedRequest(
                request.method(),
                request.scheme(),
                request.host(),
                request.path(),
                request.query(),
                request.fields("Authorization"),
                form
                        ? Optional.of(new String(request.body().bytes(), StandardCharsets.UTF_8))
                        : Optional.empty(),
                request.body()::digest);
    }
}
