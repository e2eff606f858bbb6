package org.imagefactory.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.imagefactory.json.Json;

/** Hands out tokens that a registry takes, for {@link RegistryServer#USER} only. */
final class TokenServer implements AutoCloseable {

    private final HttpServer server;
    private final PrivateKey key;
    private final String certificate;
    private final Path folder;
    private final List<String> scopes = new ArrayList<>();

    TokenServer(Path folder) throws Exception {
        this.folder = folder;
        OneShell.run(
                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=tokens -keyout "
                        .concat(folder.resolve("tokens.key") + " -out " + bundle())
                        .split(" "));
        key =
                KeyFactory.getInstance("RSA")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(
                                        Base64.getDecoder()
                                                .decode(pem(folder.resolve("tokens.key")))));
        certificate = pem(bundle());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    /** For the configuration of the registry. */
    String settings() {
        return """
        auth:
          token:
            realm: http://127.0.0.1:%d/token
            service: the registry
            issuer: the tests
            rootcertbundle: %s
        """
                .formatted(server.getAddress().getPort(), bundle());
    }

    /** What tokens were asked for. */
    List<String> scopes() {
        return scopes;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Path bundle() {
        return folder.resolve("tokens.pem");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query =
                URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        String scope = query.replaceFirst(".*scope=", "");
        scopes.add(scope);
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (RegistryServer.USER + ":" + RegistryServer.PASSWORD)
                                        .getBytes(StandardCharsets.UTF_8));
        boolean known =
                ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] answer =
                (known ? "{\"token\": \"%s\"}".formatted(token(scope.split(":"))) : "{}")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String token(String... scope) {
        long now = Instant.now().getEpochSecond();
        String head = encoded(Map.of("typ", "JWT", "alg", "RS256", "x5c", List.of(certificate)));
        String claims =
                encoded(
                        Map.of(
                                "iss",
                                "the tests",
                                "sub",
                                RegistryServer.USER,
                                "aud",
                                "the registry",
                                "exp",
                                now + 300,
                                "nbf",
                                now - 30,
                                "iat",
                                now,
                                "jti",
                                UUID.randomUUID().toString(),
                                "access",
                                List.of(
                                        Map.of(
                                                "type",
                                                scope[0],
                                                "name",
                                                scope[1],
                                                "actions",
                                                List.of(scope[2].split(","))))));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update((head + "." + claims).getBytes(StandardCharsets.UTF_8));
            return head
                    + "."
                    + claims
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(Map<String, ?> json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.line(json).getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(Path file) throws IOException {
        return Files.readString(file).replaceAll("-----.*-----", "").replaceAll("\\s", "");
    }
}
