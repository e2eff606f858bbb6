package org.imagefactory.clouds.azure;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** Images in Azure, by its resource manager; an application signs in with a secret. */
final class ResourceManager {

    private static final String LOGIN = "https://login.microsoftonline.com";
    private static final String PUBLIC = "https://management.azure.com";
    private static final String VERSION = "?api-version=2023-03-01";
    private static final int LOOKS = 360;
    private static final long PAUSE_MILLIS = 5000;

    private final Web web;
    private final AzureProvider provider;
    private final String address;
    private final AzureCredentials credentials;
    private final String subscription;
    private String token;

    private ResourceManager(Web web, AzureProvider provider, AzureCredentials credentials)
            throws BuildException, IOException, InterruptedException {
        this.web = web;
        this.provider = provider;
        this.credentials = credentials;
        this.address = provider.address("resource-manager-url", PUBLIC);
        this.subscription = plain("subscription_id", credentials);
        this.token = token(web, provider, credentials, address);
    }

    /**
     * Signs in.
     *
     * @throws UploadException Azure does not let the application in
     */
    static ResourceManager open(Web web, AzureProvider provider, AzureCredentials credentials)
            throws BuildException, IOException, InterruptedException {
        return new ResourceManager(web, provider, credentials);
    }

    private static String token(
            Web web, AzureProvider provider, AzureCredentials credentials, String address)
            throws BuildException, IOException, InterruptedException {
        String login = provider.address("login-url", LOGIN);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", credentials.get("client_id"));
        form.put("client_secret", credentials.get("client_secret"));
        form.put("scope", address + "/.default");
        WebAnswer answer =
                web.ask(
                        WebRequest.of(
                                        "POST",
                                        "%s/%s/oauth2/v2.0/token"
                                                .formatted(login, plain("tenant_id", credentials)))
                                .sendingForm(form)
                                .repeatable());
        BlobStorage.require(answer, "Azure does not let the application in");
        return Optional.ofNullable(object(answer).get("access_token"))
                .map(Object::toString)
                .orElseThrow(() -> new UploadException("Azure's login gives no token", ""));
    }

    /** What an image is called there. */
    String id(String name) {
        return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Compute/images/%s"
                .formatted(subscription, provider.group().orElse(""), name);
    }

    /**
     * Makes an image of a blob, and waits for it.
     *
     * @param efi whether its machines start by UEFI
     * @return its id
     */
    String create(String name, String blob, boolean efi, String build)
            throws BuildException, IOException, InterruptedException {
        String id = id(name);
        Map<String, Object> disk = new LinkedHashMap<>();
        disk.put("osType", "Linux");
        disk.put("osState", "Generalized");
        disk.put("blobUri", blob);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("storageProfile", Map.of("osDisk", disk));
        properties.put("hyperVGeneration", efi ? "V2" : "V1");
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("location", provider.settings().text("location").orElse(""));
        image.put("tags", Map.of("imagefactory", build));
        image.put("properties", properties);
        BlobStorage.require(
                ask(WebRequest.of("PUT", address + id + VERSION, image)),
                "Azure does not make the image");
        for (int look = 0; look < LOOKS; look++) {
            WebAnswer answer = ask(WebRequest.of("GET", address + id + VERSION));
            BlobStorage.require(answer, "Azure does not show the image");
            String state =
                    object(answer).get("properties") instanceof Map<?, ?> now
                            ? String.valueOf(now.get("provisioningState"))
                            : "";
            if (state.equals("Succeeded")) {
                return id;
            }
            if (state.equals("Failed") || state.equals("Canceled")) {
                throw new UploadException("Azure could not make the image: it is " + state, "");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        throw new UploadException("Azure has not made the image in half an hour", "");
    }

    /** Whether the resource group can be looked at. */
    WebAnswer look() throws BuildException, IOException, InterruptedException {
        return ask(
                WebRequest.of(
                        "GET",
                        "%s/subscriptions/%s/resourceGroups/%s?api-version=2021-04-01"
                                .formatted(address, subscription, provider.group().orElse(""))));
    }

    /** Removes an image; done if it is gone already. */
    void delete(String name) throws BuildException, IOException, InterruptedException {
        WebAnswer answer = ask(WebRequest.of("DELETE", address + id(name) + VERSION));
        if (answer.status() != 404) {
            BlobStorage.require(answer, "Azure does not delete the image");
        }
    }

    /** Tokens last about an hour, and the upload before an image is made may take longer. */
    private WebAnswer ask(WebRequest request)
            throws BuildException, IOException, InterruptedException {
        WebAnswer answer = web.ask(signed(request));
        if (answer.status() == 401) {
            token = token(web, provider, credentials, address);
            answer = web.ask(signed(request));
        }
        return answer;
    }

    private WebRequest signed(WebRequest request) {
        return request.with("Authorization", "Bearer " + token);
    }

    private static String plain(String name, AzureCredentials credentials)
            throws ConfigurationException {
        return credentials.get(name).replaceAll("[^A-Za-z0-9._-]", "");
    }

    private static Map<String, ?> object(WebAnswer answer) throws UploadException {
        try {
            return Json.object(answer.body());
        } catch (JsonException e) {
            throw new UploadException("Azure's answer " + e.getMessage(), "");
        }
    }
}
