package org.imagefactory.service.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.service.oauth.OAuth;
import org.imagefactory.service.oauth.SignedRequest;
import org.imagefactory.service.oauth.UnauthorizedException;

/** Who may do what: by OAuth signatures, or by bearer tokens. */
public final class Access {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String OAUTH = "OAuth realm=\"imagefactory\"";
    private static final String TOKEN = "Bearer realm=\"imagefactory\"";

    private final Optional<OAuth> oauth;
    private final Tokens tokens;
    private final boolean protectReading;
    private final FailureLimit limit;
    private final Optional<String> ownName;

    /**
     * @param oauth empty where everybody may do everything
     * @param protectReading whether reading needs a signature or a token as well
     */
    public Access(Optional<OAuth> oauth, Tokens tokens, boolean protectReading, Clock clock) {
        this(oauth, tokens, protectReading, new FailureLimit(clock), Optional.empty());
    }

    private Access(
            Optional<OAuth> oauth,
            Tokens tokens,
            boolean protectReading,
            FailureLimit limit,
            Optional<String> ownName) {
        this.oauth = oauth;
        this.tokens = tokens;
        this.protectReading = protectReading;
        this.limit = limit;
        this.ownName = ownName;
    }

    /** The same for a host alone, of this name: nobody else's name may lead to it. */
    public Access of(String host) {
        return new Access(oauth, tokens, protectReading, limit, Optional.of(host));
    }

    /**
     * Who sent the request.
     *
     * @throws RequestException it would have to be signed or to carry a token, and does not or
     *     wrongly
     */
    Caller admit(ServiceRequest request, Protection protection)
            throws RequestException, IOException {
        if (oauth.isEmpty()) {
            if (ownName.isPresent()
                    && Browsers.sent(request)
                    && !OwnNames.has(request.host(), ownName.get())) {
                throw new RequestException(
                        Fault.FORBIDDEN,
                        "This service is for its own host only: call it localhost, or start it with"
                                + " --address.");
            }
            return new Caller("-", true, true);
        }
        boolean needed =
                switch (protection) {
                    case OPEN -> false;
                    case READ -> protectReading;
                    case KNOWN, WRITE -> true;
                };
        if (!needed && request.header("Authorization").isEmpty()) {
            return Caller.STRANGER;
        }
        try {
            return proven(request, oauth.get(), protection);
        } catch (RequestException e) {
            if (!needed && e.fault() != Fault.TOO_MANY) {
                // What is free for strangers is free for those whose clock is wrong, too.
                return Caller.STRANGER;
            }
            throw e;
        }
    }

    private Caller proven(ServiceRequest request, OAuth signatures, Protection protection)
            throws RequestException, IOException {
        Optional<String> token = token(request);
        // Nobody guesses a token. A secret may be guessed: its client waits, and no other one.
        String who = request.remote() + " " + token.map(any -> "").orElseGet(() -> client(request));
        try {
            if (token.isPresent()) {
                return holder(token.get(), protection);
            }
            requireFew(who, request);
            return new Caller(signatures.check(signed(request)), true, true);
        } catch (UnauthorizedException e) {
            requireFew(who, request);
            if (request.header("Authorization").isPresent()) {
                limit.failed(who);
            }
            throw new RequestException(
                    Fault.UNAUTHORIZED,
                    String.valueOf(e.getMessage()),
                    Map.of(CHALLENGE, challenge(request)));
        }
    }

    /** Whether browsers can ask people for something that is looked at here. */
    boolean hasTokens() {
        return oauth.isPresent() && !tokens.isEmpty();
    }

    /** Of pages browsers ask people for a token, as the password of any name. */
    private String challenge(ServiceRequest request) {
        if (hasTokens() && !request.decodedPath().startsWith(Routes.PREFIX)) {
            return "Basic realm=\"imagefactory\", charset=\"UTF-8\"";
        }
        return tokens.isEmpty() ? OAUTH : OAUTH + ", " + TOKEN;
    }

    private static String client(ServiceRequest request) {
        return OAuth.claimed(request.fields("Authorization"));
    }

    private void requireFew(String who, ServiceRequest request) throws RequestException {
        long blocked = limit.blockedFor(who);
        if (blocked > 0 && request.header("Authorization").isPresent()) {
            throw new RequestException(
                    Fault.TOO_MANY,
                    "Too many requests like this one were signed wrongly; try again in %d seconds."
                            .formatted(blocked),
                    Map.of("Retry-After", String.valueOf(blocked)));
        }
    }

    private static Optional<String> token(ServiceRequest request) {
        return request.header("Authorization")
                .flatMap(
                        field ->
                                after(BEARER, field)
                                        .or(() -> after(BASIC, field).map(Access::password)));
    }

    private static Optional<String> after(String scheme, String field) {
        return field.toLowerCase(Locale.ROOT).startsWith(scheme)
                ? Optional.of(field.substring(scheme.length()).strip())
                : Optional.empty();
    }

    /** What is no name and password is no token either. */
    private static String password(String base64) {
        try {
            String both = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return both.substring(both.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Caller holder(String token, Protection protection)
            throws UnauthorizedException, RequestException {
        Tokens.Holder holder =
                tokens.find(token)
                        .orElseThrow(() -> new UnauthorizedException("The token is not known."));
        if (protection == Protection.WRITE && !holder.writes()) {
            throw new RequestException(Fault.FORBIDDEN, "The token permits reading only.");
        }
        return new Caller(holder.name(), true, holder.writes());
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
