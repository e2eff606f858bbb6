package org.imagefactory.clouds.openstack;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/**
 * A user who has signed in to Keystone, by version 3 of its interface. Several threads may use it;
 * the token is renewed when it has come to its end.
 */
public final class OpenStackSession {

    private final Web web;
    private final OpenStackCredentials credentials;
    private volatile String token = "";
    private volatile Map<?, ?> grant = Map.of();

    private OpenStackSession(Web web, OpenStackCredentials credentials) {
        this.web = web;
        this.credentials = credentials;
    }

    /**
     * Signs in.
     *
     * @throws UploadException it was refused
     * @throws IOException no answer came
     */
    public static OpenStackSession open(Web web, OpenStackCredentials credentials)
            throws UploadException, IOException, InterruptedException {
        OpenStackSession session = new OpenStackSession(web, credentials);
        session.signIn();
        return session;
    }

    /** Asks a service, and signs in again if the token has come to its end. */
    public WebAnswer ask(WebRequest request)
            throws UploadException, IOException, InterruptedException {
        String used = token;
        WebAnswer answer = web.ask(signed(request));
        if (answer.status() == 401) {
            renew(used);
            answer = web.ask(signed(request));
        }
        return answer;
    }

    /** Of several threads whose token is refused one signs in. */
    private synchronized void renew(String refused)
            throws UploadException, IOException, InterruptedException {
        if (token.equals(refused)) {
            signIn();
        }
    }

    /** The same request by this user. */
    WebRequest signed(WebRequest request) {
        return request.with("X-Auth-Token", token);
    }

    Web web() {
        return web;
    }

    /** The project that all is done in: its name, or else its number. */
    public String project() {
        Object name =
                grant.get("project") instanceof Map<?, ?> project ? project.get("name") : null;
        return name == null ? credentials.get("project_name") : name.toString();
    }

    /** What the user may be in the project. */
    List<String> roles() {
        return Json.maps(grant.get("roles")).stream()
                .map(role -> String.valueOf(role.get("name")))
                .toList();
    }

    /**
     * Where the service for images is, without the version.
     *
     * @param provider may name a host and a port
     */
    String images(OpenStackProvider provider) throws UploadException {
        List<String> known = images();
        if (provider.host().isPresent()) {
            String host = provider.host().get();
            int port = provider.port();
            return known.stream()
                    .filter(address -> isAt(address, host, port))
                    .findFirst()
                    .orElseGet(
                            () ->
                                    "%s://%s:%d"
                                            .formatted(
                                                    URI.create(credentials.identity()).getScheme(),
                                                    host,
                                                    port));
        }
        return known.stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                new UploadException(
                                        "OpenStack's catalogue has no public service for images"
                                                + " for this user",
                                        "name it by glance-host and glance-port"));
    }

    /**
     * The public address of a service, as the catalogue has it, without a slash at its end.
     *
     * @param type {@code compute} and the like
     */
    public String service(String type) throws UploadException {
        return catalogue(type)
                .findFirst()
                .orElseThrow(
                        () ->
                                new UploadException(
                                        "OpenStack's catalogue has no public service of the type '%s'"
                                                        .formatted(type)
                                                + " for this user",
                                        "is the region right (OS_REGION_NAME, region_name)?"));
    }

    private void signIn() throws UploadException, IOException, InterruptedException {
        WebAnswer answer =
                web.ask(
                        WebRequest.of(
                                "POST",
                                credentials.identity() + "/auth/tokens",
                                Map.of("auth", authentication())));
        if (!answer.isGood()) {
            throw new UploadException(
                    answer.status() == 401
                            ? "OpenStack refuses the credentials: user, password, project or role"
                                    + " is wrong"
                            : "signing in to OpenStack failed: " + GlanceFailure.sentence(answer),
                    "");
        }
        token = answer.header("x-subject-token").orElse("");
        try {
            grant =
                    Json.object(answer.body()).get("token") instanceof Map<?, ?> map
                            ? map
                            : Map.of();
        } catch (JsonException e) {
            throw new UploadException(
                    "OpenStack's answer to the credentials " + e.getMessage(), "");
        }
        if (!(grant.get("project") instanceof Map<?, ?>)) {
            throw new UploadException(
                    "the credentials for OpenStack name no project",
                    "add <tenant>, or OS_PROJECT_NAME");
        }
    }

    private Map<String, Object> authentication() {
        Map<String, Object> identity = new LinkedHashMap<>();
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("identity", identity);
        if (credentials.find("application_id").isPresent()) {
            identity.put("methods", List.of("application_credential"));
            identity.put(
                    "application_credential",
                    Map.of(
                            "id",
                            credentials.get("application_id"),
                            "secret",
                            credentials.get("application_secret")));
            return auth; // has a project already
        }
        if (credentials.find("token").isPresent() && credentials.find("password").isEmpty()) {
            identity.put("methods", List.of("token"));
            identity.put("token", Map.of("id", credentials.get("token")));
        } else {
            Map<String, Object> user = new LinkedHashMap<>();
            user.put("name", credentials.get("username"));
            user.put("domain", domain("user_domain"));
            user.put("password", credentials.get("password"));
            identity.put("methods", List.of("password"));
            identity.put("password", Map.of("user", user));
        }
        Optional<String> id = credentials.find("project_id");
        if (id.isPresent()) {
            auth.put("scope", Map.of("project", Map.of("id", id.get())));
        } else if (credentials.find("project_name").isPresent()) {
            auth.put(
                    "scope",
                    Map.of(
                            "project",
                            Map.of(
                                    "name",
                                    credentials.get("project_name"),
                                    "domain",
                                    domain("project_domain"))));
        }
        return auth;
    }

    private Map<String, String> domain(String which) {
        return credentials
                .find(which + "_id")
                .map(id -> Map.of("id", id))
                .orElseGet(
                        () -> Map.of("name", credentials.find(which + "_name").orElse("Default")));
    }

    private List<String> images() {
        return catalogue("image")
                .map(address -> address.replaceFirst("/v[12](\\.[0-9])?$", ""))
                .toList();
    }

    /** The public addresses of the services of a type, those of the wanted region. */
    private Stream<String> catalogue(String type) {
        String region = credentials.get("region_name");
        return Json.maps(grant.get("catalog")).stream()
                .filter(service -> type.equals(service.get("type")))
                .flatMap(service -> Json.maps(service.get("endpoints")).stream())
                .filter(endpoint -> "public".equals(endpoint.get("interface")))
                .filter(
                        endpoint ->
                                region.isEmpty()
                                        || region.equals(endpoint.get("region_id"))
                                        || region.equals(endpoint.get("region")))
                .map(endpoint -> String.valueOf(endpoint.get("url")).replaceFirst("/+$", ""));
    }

    private static boolean isAt(String address, String host, int port) {
        try {
            URI uri = URI.create(address);
            int usual = "https".equals(uri.getScheme()) ? 443 : 80;
            return host.equalsIgnoreCase(uri.getHost())
                    && port == (uri.getPort() < 0 ? usual : uri.getPort());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
