package org.imagefactory.clouds.openstack;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** OpenStack's service for images, by version 2 of its interface. */
public final class Glance {

    private static final String DIGEST = "SHA-512";
    private static final String PATCH = "application/openstack-images-v2.1-json-patch";
    private static final String ID = "[A-Za-z0-9-]{1,64}";

    /** What an image is tagged with, so that it can be found again. */
    static final String BUILD = "image_factory_build";

    private final OpenStackSession session;
    private final String images;

    /**
     * @param address of the service, without the version
     */
    public Glance(OpenStackSession session, String address) {
        this.session = session;
        this.images = address + "/v2/images";
    }

    /** Makes an image without content, and tells its id. */
    public String create(Map<String, Object> image)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer = session.ask(WebRequest.of("POST", images, image));
        require(answer, "OpenStack does not take the image");
        return Optional.ofNullable(object(answer).get("id"))
                .map(Object::toString)
                .filter(id -> id.matches(ID))
                .orElseThrow(() -> new UploadException("OpenStack made an image without id", ""));
    }

    /**
     * Uploads the content, and compares what has arrived.
     *
     * @param position hears how many bytes are sent
     */
    public void upload(String id, Path file, LongConsumer position)
            throws UploadException, IOException, InterruptedException {
        MessageDigest digest = digest();
        String broken = "";
        look(id); // signs in again where need be: what is sent cannot be sent twice
        try {
            WebRequest request = session.signed(WebRequest.of("PUT", images + "/" + id + "/file"));
            require(
                    session.web().send(request, file, digest, position),
                    "OpenStack does not take the content of the image");
        } catch (IOException e) {
            // the answer may be lost although all has arrived; the image's status tells
            broken = ": the upload broke: " + e.getMessage();
        }
        Map<?, ?> image = look(id);
        if (!"active".equals(image.get("status"))) {
            throw new UploadException(
                    "the image in OpenStack is %s after the upload%s"
                            .formatted(image.get("status"), broken),
                    "");
        }
        String sent = HexFormat.of().formatHex(digest.digest());
        if (differs(image, sent)) {
            throw new UploadException(
                    "OpenStack has received other bytes than were sent: their digests differ", "");
        }
    }

    /**
     * Changes what is said of an image.
     *
     * @param is values by name
     * @param isNot names of properties that it has no more
     */
    public void change(String id, Map<String, Object> is, List<String> isNot)
            throws UploadException, IOException, InterruptedException {
        Map<?, ?> image = look(id);
        List<Map<String, Object>> changes = new ArrayList<>();
        is.forEach(
                (name, value) ->
                        changes.add(Map.of("op", "add", "path", "/" + name, "value", value)));
        isNot.stream()
                .filter(image::containsKey)
                .forEach(name -> changes.add(Map.of("op", "remove", "path", "/" + name)));
        WebRequest request =
                WebRequest.of("PATCH", images + "/" + id)
                        .sending(PATCH, WebContent.of(Json.line(changes)));
        require(session.ask(request), "OpenStack does not change the image");
    }

    /** Removes an image; done if it is gone already. */
    public void delete(String id) throws UploadException, IOException, InterruptedException {
        WebAnswer answer = session.ask(WebRequest.of("DELETE", images + "/" + id));
        if (answer.status() != 404) {
            require(answer, "OpenStack does not delete the image " + id);
        }
    }

    /** The ids of what a build has left. */
    List<String> ofBuild(String build) throws UploadException, IOException, InterruptedException {
        return find(BUILD, build).stream().map(image -> String.valueOf(image.get("id"))).toList();
    }

    /** The ids of other images of this program with the name and the owner of one. */
    List<String> replacedBy(String id) throws UploadException, IOException, InterruptedException {
        Map<?, ?> image = look(id);
        String name = URLEncoder.encode(String.valueOf(image.get("name")), StandardCharsets.UTF_8);
        return find("name", name).stream()
                .filter(other -> other.get(BUILD) != null && other.get("owner") != null)
                .filter(other -> Objects.equals(other.get("owner"), image.get("owner")))
                .map(other -> String.valueOf(other.get("id")))
                .filter(other -> !other.equals(id))
                .toList();
    }

    /**
     * The images that have a property, or {@code tag}, of this value, oldest first; of more than a
     * thousand the first ones.
     *
     * @param value as it stands in an address
     */
    public List<Map<?, ?>> find(String property, String value)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer =
                session.ask(
                        WebRequest.of(
                                "GET",
                                "%s?limit=1000&sort=created_at:asc&%s=%s"
                                        .formatted(images, property, value)));
        require(answer, "OpenStack does not list images");
        return Json.maps(object(answer).get("images")).stream()
                .filter(image -> String.valueOf(image.get("id")).matches(ID))
                .toList();
    }

    /** The images of nobody else, as far as the project has them for itself. */
    public List<Map<?, ?>> ownImages() throws UploadException, IOException, InterruptedException {
        Map<String, Map<?, ?>> all = new LinkedHashMap<>();
        List<Map<?, ?>> page = find("visibility", "private");
        int before = -1;
        while (all.size() > before && !page.isEmpty()) { // a page of what is known ends it
            before = all.size();
            page.forEach(image -> all.put(String.valueOf(image.get("id")), image));
            page = find("visibility", "private&marker=" + page.get(page.size() - 1).get("id"));
        }
        return List.copyOf(all.values());
    }

    /**
     * What the service says of an image.
     *
     * @return empty if there is none of this id
     */
    public Optional<Map<?, ?>> image(String id)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer = session.ask(WebRequest.of("GET", images + "/" + id));
        if (answer.status() == 404) {
            return Optional.empty();
        }
        require(answer, "OpenStack does not show the image");
        return Optional.of(object(answer));
    }

    /**
     * Downloads the content, and compares its size and its digest.
     *
     * @param file is made, or replaced; after a failure it is there in part
     * @param position hears how many bytes have come
     */
    public void download(String id, Path file, LongConsumer position)
            throws UploadException, IOException, InterruptedException {
        MessageDigest digest = digest();
        Map<?, ?> image = look(id); // signs in again where need be
        WebRequest request = session.signed(WebRequest.of("GET", images + "/" + id + "/file"));
        require(
                session.web().receive(request, file, digest, position),
                "OpenStack does not hand out the content of the image");
        String size = String.valueOf(Files.size(file));
        if (!size.equals(String.valueOf(image.get("size")))
                || differs(image, HexFormat.of().formatHex(digest.digest()))) {
            throw new IOException(
                    "other bytes came than OpenStack has: %s of %s"
                            .formatted(size, image.get("size")));
        }
    }

    private static boolean differs(Map<?, ?> image, String digest) {
        return "sha512".equals(image.get("os_hash_algo"))
                && !digest.equals(image.get("os_hash_value"));
    }

    private Map<?, ?> look(String id) throws UploadException, IOException, InterruptedException {
        return image(id)
                .orElseThrow(() -> new UploadException("OpenStack has the image no more", ""));
    }

    private static void require(WebAnswer answer, String what) throws UploadException {
        if (!answer.isGood()) {
            throw new UploadException(what + ": " + GlanceFailure.sentence(answer), "");
        }
    }

    private static Map<?, ?> object(WebAnswer answer) throws UploadException {
        try {
            return Json.object(answer.body());
        } catch (JsonException e) {
            throw new UploadException("OpenStack's answer " + e.getMessage(), "");
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance(DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
