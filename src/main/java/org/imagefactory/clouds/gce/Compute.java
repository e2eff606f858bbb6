package org.imagefactory.clouds.gce;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.UploadException;

/** Google's storage and Compute Engine, for who has signed in. */
final class Compute {

    private static final String STORAGE = "https://storage.googleapis.com";
    private static final String COMPUTE = "https://compute.googleapis.com";

    /** The label that tells which build made an image. */
    static final String BUILD = "imagefactory";

    private static final int LOOKS = 720;
    private static final long PAUSE_MILLIS = 5000;

    private final Web web;
    private final GceProvider provider;
    private final String project;
    private final String storage;
    private final String compute;
    private final ServiceAccount account;
    private String token;

    private Compute(Web web, GceProvider provider, ServiceAccount account)
            throws BuildException, IOException, InterruptedException {
        this.web = web;
        this.account = account;
        this.provider = provider;
        this.project = provider.project().orElse(account.project());
        this.storage = provider.address("storage-url", STORAGE);
        this.compute = provider.address("compute-url", COMPUTE);
        this.token = account.token(web, Clock.systemUTC());
    }

    /** Signs in. */
    static Compute open(Web web, GceProvider provider, ServiceAccount account)
            throws BuildException, IOException, InterruptedException {
        return new Compute(web, provider, account);
    }

    String project() {
        return project;
    }

    /**
     * Uploads an archive into the bucket.
     *
     * @param build marks it
     * @throws UploadException there is one of that name, among others
     */
    void upload(String name, String build, Path file, LongConsumer position)
            throws UploadException, IOException, InterruptedException {
        String address =
                "%s/upload/storage/v1/b/%s/o?uploadType=resumable&ifGenerationMatch=0"
                        .formatted(storage, provider.bucket());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", name);
        object.put("contentType", "application/gzip");
        object.put("metadata", Map.of(BUILD, build));
        ObjectUpload.run(web, signed(WebRequest.of("POST", address, object)), file, position);
    }

    /** Removes an archive from the bucket; done if it is gone already. */
    void deleteObject(String name) throws UploadException, IOException, InterruptedException {
        WebAnswer answer = ask(WebRequest.of("DELETE", object(name)));
        if (answer.status() != 404) {
            Google.require(answer, "Google does not delete the archive");
        }
    }

    /** Removes an archive if this build uploaded it: its name may be that of another one. */
    void deleteOwnObject(String name, String build)
            throws UploadException, IOException, InterruptedException {
        if (isOwn(ask(WebRequest.of("GET", object(name))), "metadata", build)) {
            deleteObject(name);
        }
    }

    private String object(String name) {
        return "%s/storage/v1/b/%s/o/%s"
                .formatted(
                        storage,
                        provider.bucket(),
                        URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    /**
     * Makes an image of an archive, and waits for it.
     *
     * @param image without its source
     * @param object the archive's name
     */
    void create(Map<String, Object> image, String object)
            throws UploadException, IOException, InterruptedException {
        // this is the name of the object, whatever address it was uploaded to
        image.put(
                "rawDisk",
                Map.of("source", "%s/%s/%s".formatted(STORAGE, provider.bucket(), object)));
        // the same number makes it the same request, however often it is sent; that of an earlier
        // push of the same build would be answered, without an image, as that one was
        String address = images("?requestId=" + UUID.randomUUID());
        WebAnswer answer = ask(WebRequest.of("POST", address, image).repeatable());
        Google.require(answer, "Google does not make the image");
        await(Google.object(answer), "Google could not make the image");
    }

    /** Removes an image, and waits for that; done if it is gone already. */
    void delete(String name) throws UploadException, IOException, InterruptedException {
        WebAnswer answer = ask(WebRequest.of("DELETE", images("/" + name)));
        if (answer.status() != 404) {
            Google.require(answer, "Google does not delete the image");
            await(Google.object(answer), "Google could not delete the image");
        }
    }

    /** Removes an image if this build made it: its name may be that of another one. */
    void deleteOwn(String name, String build)
            throws UploadException, IOException, InterruptedException {
        String plain = URLEncoder.encode(name, StandardCharsets.UTF_8);
        if (isOwn(ask(WebRequest.of("GET", images("/" + plain))), "labels", build)) {
            delete(plain);
        }
    }

    /** What is not there is nobody's. */
    private static boolean isOwn(WebAnswer answer, String marks, String build)
            throws UploadException {
        if (answer.status() == 404) {
            return false;
        }
        Google.require(answer, "Google does not show what is to be removed");
        return Google.object(answer).get(marks) instanceof Map<?, ?> map
                && build.equals(map.get(BUILD));
    }

    /** Whether the bucket can be looked at. */
    WebAnswer lookAtBucket() throws UploadException, IOException, InterruptedException {
        return ask(
                WebRequest.of(
                        "GET",
                        "%s/storage/v1/b/%s/iam/testPermissions?permissions=storage.objects.create"
                                .formatted(storage, provider.bucket())));
    }

    /** The project with its quotas. */
    WebAnswer lookAtProject() throws UploadException, IOException, InterruptedException {
        return ask(WebRequest.of("GET", "%s/compute/v1/projects/%s".formatted(compute, project)));
    }

    private String images(String more) {
        return "%s/compute/v1/projects/%s/global/images%s".formatted(compute, project, more);
    }

    private void await(Map<String, ?> begun, String failed)
            throws UploadException, IOException, InterruptedException {
        Map<String, ?> operation = begun;
        String name = String.valueOf(begun.get("name"));
        if (!name.matches("[a-z0-9-]{1,100}")) {
            throw new UploadException("Google's answer names no operation", "");
        }
        for (int look = 0; look < LOOKS; look++) {
            if ("DONE".equals(operation.get("status"))) {
                String failure = Google.failure(operation);
                if (!failure.isEmpty()) {
                    throw new UploadException(failed + ": " + failure, "");
                }
                return;
            }
            Thread.sleep(look == 0 ? 500 : PAUSE_MILLIS);
            WebAnswer answer =
                    ask(
                            WebRequest.of(
                                    "GET",
                                    "%s/compute/v1/projects/%s/global/operations/%s"
                                            .formatted(compute, project, name)));
            Google.require(answer, "Google does not show the operation");
            operation = Google.object(answer);
        }
        throw new UploadException(failed + " in an hour", "");
    }

    /** Tokens last an hour, and uploads may take longer. */
    private WebAnswer ask(WebRequest request)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer = web.ask(signed(request));
        if (answer.status() == 401) {
            token = account.token(web, Clock.systemUTC());
            answer = web.ask(signed(request));
        }
        return answer;
    }

    private WebRequest signed(WebRequest request) {
        return request.with("Authorization", "Bearer " + token);
    }
}
