package org.imagefactory.clouds.gce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/**
 * A service account of Google: its key signs a claim (RFC 7519, RS256), which Google's login takes
 * for a token (RFC 7523).
 *
 * @param email of the account
 * @param project that it belongs to
 * @param tokens where tokens are given out
 * @param keyId of the key
 * @param key a secret
 */
record ServiceAccount(String email, String project, String tokens, String keyId, PrivateKey key) {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String TOKENS = "https://oauth2.googleapis.com/token";
    private static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";
    private static final long SECONDS = 3600;

    /** A key file has two kilobytes. */
    private static final long LONGEST_FILE = 1 << 20;

    /** Whether a text is the key file of a service account. */
    static boolean isOne(String text) {
        return text.stripLeading().startsWith("{") && text.contains("\"service_account\"");
    }

    /**
     * @param text of the key file; if it is empty, the environment names the file
     * @throws ConfigurationException it is none; the message has nothing of the text
     */
    static ServiceAccount of(String text, Map<String, String> environment)
            throws ConfigurationException {
        try {
            Map<String, ?> json = Json.object(text.isBlank() ? file(environment) : text);
            String pem = need(json, "private_key");
            String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            PrivateKey key =
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
            return new ServiceAccount(
                    need(json, "client_email"),
                    need(json, "project_id"),
                    json.get("token_uri") instanceof String uri ? uri : TOKENS,
                    need(json, "private_key_id"),
                    key);
        } catch (JsonException | GeneralSecurityException | IllegalArgumentException e) {
            throw wrong("no usable key file");
        }
    }

    /** Asks for a token for an hour. */
    String token(Web web, Clock clock) throws UploadException, IOException, InterruptedException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", claim(clock.instant().getEpochSecond()));
        WebAnswer answer = web.ask(WebRequest.of("POST", tokens).sendingForm(form).repeatable());
        Google.require(answer, "Google does not let the service account in");
        return Optional.ofNullable(Google.object(answer).get("access_token"))
                .map(Object::toString)
                .orElseThrow(() -> new UploadException("Google's login gives no token", ""));
    }

    private String claim(long now) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", "JWT");
        header.put("kid", keyId);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", email);
        claims.put("scope", SCOPE);
        claims.put("aud", tokens);
        claims.put("iat", now);
        claims.put("exp", now + SECONDS);
        String signed = base64(Json.line(header)) + "." + base64(Json.line(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String file(Map<String, String> environment) throws ConfigurationException {
        String name = environment.getOrDefault(VARIABLE, "");
        try {
            Path file = Path.of(name);
            if (name.isEmpty() || Files.size(file) > LONGEST_FILE) {
                throw wrong("empty, and %s names no key file".formatted(VARIABLE));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw wrong("empty, and what %s names cannot be read".formatted(VARIABLE));
        }
    }

    private static String need(Map<String, ?> json, String name) throws ConfigurationException {
        if (json.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong("without %s".formatted(name));
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException(
                "the credentials for Google are %s: they are the JSON file with the".formatted(what)
                        + " key of a service account",
                "");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "service account " + email;
    }
}
