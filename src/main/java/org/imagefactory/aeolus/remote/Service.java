package org.imagefactory.aeolus.remote;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.clouds.http.WebRules;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.HostException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.jspecify.annotations.Nullable;

/** Sends requests to a service, signed, and again where that can do no harm. */
public final class Service implements AutoCloseable {

    private static final int LONGEST_REFUSAL = 2000;

    private final String base;
    private final Web web;
    private final WebRules rules;

    /** The service refuses a request. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;
        private final int status;

        private RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        /** Of the answer. */
        public int status() {
            return status;
        }
    }

    private static final int LAST_PORT = 65_535;
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private Service(String base, Web web, Proof proof) {
        this.base = base;
        this.web = web;
        this.rules =
                new WebRules() {
                    @Override
                    public WebRequest prepared(WebRequest request) {
                        return proven(request, proof);
                    }
                };
    }

    /**
     * @param address such as {@code https://host:8075}; the path may be there
     * @param certificates in PEM: who may have signed the service's, beside those that the host
     *     trusts; empty for none
     * @throws BuildException the address is none, or the certificates are none
     */
    public static Service at(String address, Proof proof, String certificates)
            throws BuildException {
        URI uri = uri(address);
        boolean secure = uri.getScheme().equals("https");
        if (!secure && proof instanceof Proof.Token && !isLoopback(uri.getHost())) {
            throw fault("--url must begin with https: a token is sent to nobody in clear");
        }
        if (proof instanceof Proof.Token token && !TOKEN.matcher(token.token()).matches()) {
            throw fault(
                    "the token is none: it is one line of letters, digits and signs of ASCII,"
                            + " without blanks");
        }
        boolean plainPort = uri.getPort() < 0 || uri.getPort() == (secure ? 443 : 80);
        String base =
                "%s://%s%s/imagefactory"
                        .formatted(
                                uri.getScheme(),
                                uri.getHost(),
                                plainPort ? "" : ":" + uri.getPort());
        try {
            Web web = certificates.isEmpty() ? new Web() : Web.trusting(certificates);
            return new Service(base, web, proof);
        } catch (IllegalArgumentException e) {
            throw fault("--ca-file: " + e.getMessage());
        }
    }

    private static URI uri(String address) throws ConfigurationException {
        try {
            URI uri = new URI(address.toLowerCase(Locale.ROOT));
            String path = uri.getRawPath();
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getPort() <= LAST_PORT
                    && List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && List.of("", "/", "/imagefactory", "/imagefactory/").contains(path)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // as if it were another one
        }
        throw fault("--url must be an address such as https://host:8075");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127[.][0-9.]+") || host.equals("[::1]");
    }

    private static ConfigurationException fault(String what) {
        return new ConfigurationException(what, "");
    }

    private static WebRequest proven(WebRequest request, Proof proof) {
        if (proof instanceof Proof.Token token) {
            return request.with("Authorization", "Bearer " + token.token());
        }
        return proof instanceof Proof.OAuth oauth
                ? request.with("Authorization", oauth.sign(request.method(), request.address()))
                : request;
    }

    /** The address of something, such as {@code base_images/ID}. */
    public String address(String path) {
        return base + "/" + path;
    }

    /**
     * What is there; of one thing or of many.
     *
     * @throws RefusedException the service has no such thing, or does not show it
     * @throws HostException it cannot be asked
     */
    public Map<String, @Nullable Object> get(String path)
            throws RefusedException, HostException, InterruptedException {
        return send(WebRequest.of("GET", address(path)));
    }

    /** What is there, or nothing where nothing is; the rest as in {@link #get}. */
    public Optional<Map<String, @Nullable Object>> find(String path)
            throws RefusedException, HostException, InterruptedException {
        try {
            return Optional.of(get(path));
        } catch (RefusedException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes something, once, however often it has to be asked for.
     *
     * @param key of this one thing: asked for with the same key, it is answered again
     */
    public Map<String, @Nullable Object> post(String path, Map<String, ?> body, String key)
            throws RefusedException, HostException, InterruptedException {
        return send(
                WebRequest.of("POST", address(path), body)
                        .with("Idempotency-Key", key)
                        .repeatable());
    }

    /** Ends and removes something. */
    public void delete(String path, Map<String, ?> body)
            throws RefusedException, HostException, InterruptedException {
        send(WebRequest.of("DELETE", address(path), body));
    }

    private Map<String, @Nullable Object> send(WebRequest request)
            throws RefusedException, HostException, InterruptedException {
        WebAnswer answer;
        try {
            answer = web.ask(request, rules);
            if (answer.isGood()) {
                return answer.body().isEmpty() ? Map.of() : Json.object(answer.body());
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (JsonException e) {
            throw new HostException(
                    "what the service %s answers %s".formatted(base, e.getMessage()),
                    "is the address of --url right?",
                    e);
        }
        String text = PrintableText.of(answer.body().strip());
        throw new RefusedException(
                answer.status(),
                "the service %s refuses with the status %d: %s"
                        .formatted(
                                base,
                                answer.status(),
                                text.substring(0, Math.min(LONGEST_REFUSAL, text.length()))));
    }

    private HostException unreachable(IOException e) {
        return new HostException(
                "the service %s cannot be asked: %s"
                        .formatted(base, PrintableText.of(String.valueOf(e.getMessage()))),
                e instanceof SSLException
                        ? "name a file with its certificate, or that of who signed it, by --ca-file"
                        : "does it run there, and is the address of --url right?",
                e);
    }

    @Override
    public void close() {
        web.close();
    }
}
