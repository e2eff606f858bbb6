package org.imagefactory.clouds.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.clouds.http.WebRules;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/**
 * Asks a registry, and signs in as it wants it: not at all, with user and password, or with a token
 * that another server hands out for a while.
 */
final class RegistrySession {

    private static final Pattern SETTING = Pattern.compile("([A-Za-z_]{1,40})=\"([^\"]{0,2000})\"");

    private static final WebRules RULES =
            new WebRules() {
                @Override
                public boolean isPassing(WebAnswer answer) {
                    return answer.status() == 500 || WebRules.super.isPassing(answer);
                }
            };

    private final Web web;
    private final RegistryCredentials credentials;
    private final URI registry;
    private final String scope;
    private String authorization = "";

    /**
     * @param address of the registry
     * @param repository that rights are asked for
     */
    RegistrySession(Web web, RegistryCredentials credentials, String address, String repository) {
        this.web = web;
        this.credentials = credentials;
        this.registry = URI.create(address);
        this.scope = "repository:" + repository + ":";
    }

    /**
     * Asks, and signs in if that is wanted.
     *
     * @param rights {@code pull}, {@code push}, {@code delete}, with commas
     */
    WebAnswer ask(WebRequest request, String rights)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer = web.ask(signed(request), RULES);
        if (answer.status() == 401) {
            signIn(answer.header("www-authenticate").orElse(""), rights);
            answer = web.ask(signed(request), RULES);
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw refused(answer);
        }
        return answer;
    }

    /** The same with one try, for who goes on from where it broke off. */
    WebAnswer once(WebRequest request, String rights)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer = web.once(signed(request));
        if (answer.status() == 401) {
            signIn(answer.header("www-authenticate").orElse(""), rights);
        }
        return answer;
    }

    Web web() {
        return web;
    }

    /** Where an answer leads, as an absolute address. */
    String resolve(String location) throws UploadException {
        try {
            return registry.resolve(location).toString();
        } catch (IllegalArgumentException e) {
            throw new UploadException("the registry tells an address that is none", "");
        }
    }

    /** Of an answer that says no. */
    UploadException refused(WebAnswer answer) {
        return new UploadException(
                "the registry %s refuses %s: %s"
                        .formatted(
                                registry.getRawAuthority(),
                                credentials.isSomebody()
                                        ? "the credentials, or this user may not do that"
                                        : "to do that for nobody in particular",
                                RegistryFailure.sentence(answer)),
                credentials.isSomebody()
                        ? ""
                        : "give credentials with <registry_credentials>, or sign in by 'docker"
                                + " login' or 'podman login' before");
    }

    /** Nothing secret goes to another server than the registry. */
    private WebRequest signed(WebRequest request) {
        boolean own =
                registry.getRawAuthority().equals(URI.create(request.address()).getRawAuthority());
        return own && !authorization.isEmpty()
                ? request.with("Authorization", authorization)
                : request;
    }

    private void signIn(String challenge, String rights)
            throws UploadException, IOException, InterruptedException {
        String scheme = challenge.replaceFirst(" .*", "").toLowerCase(Locale.ROOT);
        if (scheme.equals("basic") && credentials.isSomebody()) {
            authorization = credentials.basic();
        } else if (scheme.equals("bearer")) {
            authorization = "Bearer " + token(settings(challenge), rights);
        }
    }

    private String token(Map<String, String> challenge, String rights)
            throws UploadException, IOException, InterruptedException {
        String realm = challenge.getOrDefault("realm", "");
        if (!realm.startsWith("https://") && !realm.startsWith(registry.getScheme() + "://")) {
            throw new UploadException(
                    "the registry wants a token of a server that is none, or not a safe one", "");
        }
        String address =
                "%s%sservice=%s&scope=%s"
                        .formatted(
                                realm,
                                realm.contains("?") ? "&" : "?",
                                encoded(challenge.getOrDefault("service", "")),
                                encoded(scope + rights));
        WebRequest request = WebRequest.of("GET", address);
        WebAnswer answer =
                web.ask(
                        credentials.isSomebody()
                                ? request.with("Authorization", credentials.basic())
                                : request,
                        RULES);
        if (!answer.isGood()) {
            throw refused(answer);
        }
        try {
            Map<String, ?> json = Json.object(answer.body());
            Object token = json.get("token") == null ? json.get("access_token") : json.get("token");
            if (token instanceof String text && text.matches("[\\x21-\\x7e]{1,100000}")) {
                return text;
            }
        } catch (JsonException e) {
            // the same as an answer without a token
        }
        throw new UploadException("the registry's server for tokens hands out none", "");
    }

    private static Map<String, String> settings(String challenge) {
        Map<String, String> settings = new HashMap<>();
        Matcher matcher = SETTING.matcher(challenge);
        while (matcher.find()) {
            settings.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
        }
        return settings;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
