package org.imagefactory.service.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks signatures of clients that share a secret with the service; safe for many threads. */
public final class OAuth {

    /** A clock may be wrong by so many seconds. */
    private static final long WINDOW = 300;

    private static final int MOST_NONCES = 100_000;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final String WRONG = "The OAuth client is unknown, or its signature is wrong.";

    private final Map<String, String> secrets;
    private final Map<String, Nonces> nonces = new HashMap<>();
    private final Optional<NonceFile> file;
    private final Clock clock;

    /**
     * @param secrets by the keys of the clients
     */
    public OAuth(Map<String, String> secrets, Clock clock) {
        this(secrets, clock, Optional.empty());
    }

    /**
     * The same for whoever has run before.
     *
     * @param file has the nonces that were used then
     */
    public OAuth(Map<String, String> secrets, Clock clock, NonceFile file) {
        this(secrets, clock, Optional.of(file));
    }

    private OAuth(Map<String, String> secrets, Clock clock, Optional<NonceFile> file) {
        this.secrets = Map.copyOf(secrets);
        this.clock = clock;
        this.file = file;
        secrets.keySet().forEach(key -> nonces.put(key, new Nonces(MOST_NONCES)));
        file.ifPresent(this::restore);
    }

    private void restore(NonceFile kept) {
        Map<String, Nonces> byDigest = new HashMap<>();
        nonces.forEach((client, used) -> byDigest.put(Nonces.digest(client), used));
        for (NonceFile.Line line : kept.since(Nonces.oldest(now(), WINDOW))) {
            Nonces ofClient = byDigest.get(line.client());
            if (ofClient != null) {
                ofClient.restore(line.second(), line.nonce());
            }
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /**
     * The key of the client that signed the request; its nonce is used up.
     *
     * @throws UnauthorizedException the signature is missing, wrong, too old or was used before
     */
    public String check(SignedRequest request) throws UnauthorizedException {
        AuthorizationHeader header = AuthorizationHeader.parse(request.authorization());
        String client = header.required("oauth_consumer_key");
        String timestamp = header.required("oauth_timestamp");
        String nonce = header.required("oauth_nonce");
        String signature = header.required("oauth_signature");
        SignatureMethod method =
                SignatureMethod.named(header.value("oauth_signature_method").orElse("HMAC-SHA1"));
        requireVersion(header);
        requireTime(timestamp);
        requireSignature(request, header, method, client, signature);
        requireBody(request, header, method);
        Nonces ofClient = nonces.get(client);
        if (ofClient == null) {
            throw new UnauthorizedException(WRONG);
        }
        long now = now();
        ofClient.use(nonce, now, WINDOW);
        NonceFile.Line line = new NonceFile.Line(now, Nonces.digest(client), Nonces.digest(nonce));
        file.ifPresent(kept -> kept.add(line, Nonces.oldest(now, WINDOW)));
        return client;
    }

    /** Who somebody says to be; empty where that is not understood. */
    public static String claimed(List<String> authorization) {
        try {
            return AuthorizationHeader.parse(authorization).value("oauth_consumer_key").orElse("");
        } catch (UnauthorizedException e) {
            return "";
        }
    }

    private static void requireVersion(AuthorizationHeader header) throws UnauthorizedException {
        if (!header.value("oauth_version").orElse("1.0").equals("1.0")) {
            throw new UnauthorizedException("The OAuth version has to be 1.0.");
        }
        if (!header.value("oauth_token").orElse("").isEmpty()) {
            throw new UnauthorizedException("There are no OAuth tokens here, only clients.");
        }
    }

    private void requireTime(String timestamp) throws UnauthorizedException {
        if (!SECONDS.matcher(timestamp).matches()) {
            throw new UnauthorizedException("The OAuth timestamp has to be a number of seconds.");
        }
        long distance = Long.parseLong(timestamp) - clock.instant().getEpochSecond();
        if (Math.abs(distance) > WINDOW) {
            throw new UnauthorizedException(
                    "The OAuth timestamp is more than %d seconds from the time of this host."
                            .formatted(WINDOW));
        }
    }

    /** An unknown client costs as much time as a wrong signature. */
    private void requireSignature(
            SignedRequest request,
            AuthorizationHeader header,
            SignatureMethod method,
            String client,
            String signature)
            throws UnauthorizedException {
        Optional<String> secret = Optional.ofNullable(secrets.get(client));
        boolean fits = false;
        int most = request.query().isEmpty() ? 1 : 2;
        for (int queryTimes = 1; queryTimes <= most; queryTimes++) {
            String text = BaseString.of(request, header.signed(), queryTimes);
            fits |= same(method.sign(text, secret.orElse("?")), signature);
        }
        if (!fits || secret.isEmpty()) {
            throw new UnauthorizedException(WRONG);
        }
    }

    private static void requireBody(
            SignedRequest request, AuthorizationHeader header, SignatureMethod method)
            throws UnauthorizedException {
        Optional<String> hash = header.value("oauth_body_hash");
        if (hash.isPresent()) {
            byte[] digest = request.body().digest(method.digest());
            if (!same(Base64.getEncoder().encodeToString(digest), hash.get())) {
                throw new UnauthorizedException("The OAuth body hash does not fit the body.");
            }
        }
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
