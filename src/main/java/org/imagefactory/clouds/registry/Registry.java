package org.imagefactory.clouds.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.clouds.http.Uninterrupted;
import org.imagefactory.clouds.http.WebAnswer;
import org.imagefactory.clouds.http.WebContent;
import org.imagefactory.clouds.http.WebRequest;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.UploadException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/** One repository in a registry, by OCI's distribution specification 1.0. */
final class Registry {

    private static final String PUSH = "pull,push";
    private static final String DELETE = "delete";
    private static final String BYTES = "application/octet-stream";
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-([0-9]{1,18})");

    private final RegistrySession session;
    private final String repository;

    /**
     * @param address of the registry
     */
    Registry(RegistrySession session, String address, String repository) {
        this.session = session;
        this.repository = address + repository + "/";
    }

    /** Whether a part is there already. */
    boolean has(String digest) throws UploadException, IOException, InterruptedException {
        int status =
                session.ask(WebRequest.of("HEAD", repository + "blobs/" + digest), PUSH).status();
        // where a registry leads to its storage, it has looked
        return status / 100 == 2 || status == 307;
    }

    /**
     * Uploads a part; what breaks off goes on from where the registry says that it is.
     *
     * @param part lies in the file at this place, and is so long
     * @param position hears how much of it is there
     */
    void upload(OciArchive.Part part, Path file, LongConsumer position)
            throws UploadException, IOException, InterruptedException {
        Upload upload = new Upload(begin());
        boolean done = false;
        try {
            for (int failures = 0; !done; ) {
                long before = upload.have;
                String broken = "";
                try {
                    broken = upload.go(part, file, position);
                    done = broken.isEmpty();
                } catch (IOException e) {
                    broken = String.valueOf(e.getMessage());
                }
                failures = done ? 0 : goOn(upload, broken, before, failures + 1);
            }
        } finally {
            if (!done) {
                cancel(upload.location);
            }
        }
    }

    /** Gives the image a tag, and thereby makes it an image. */
    void tag(String tag, String type, byte[] manifest, String digest)
            throws UploadException, IOException, InterruptedException {
        WebAnswer answer =
                session.ask(
                        WebRequest.of("PUT", repository + "manifests/" + tag)
                                .sending(type, WebContent.of(manifest)),
                        PUSH);
        require(answer, "the registry does not take the image");
        String there = answer.header("docker-content-digest").orElse(digest);
        if (!there.equals(digest)) {
            throw new UploadException("the registry has received another image than was sent", "");
        }
    }

    /** Removes an image; done if it is gone already. */
    void delete(String digest) throws UploadException, IOException, InterruptedException {
        WebAnswer answer =
                session.ask(WebRequest.of("DELETE", repository + "manifests/" + digest), DELETE);
        if (answer.status() == 405) {
            throw new UploadException(
                    "the registry deletes no images: " + RegistryFailure.sentence(answer),
                    "allow it in the registry's configuration, or delete the image there");
        }
        if (answer.status() != 404) {
            require(answer, "the registry does not delete the image");
        }
    }

    /** The tags that there are; none where nothing was pushed yet. */
    List<String> tags() throws UploadException, IOException, InterruptedException {
        WebAnswer answer = session.ask(WebRequest.of("GET", repository + "tags/list"), PUSH);
        if (answer.status() == 404) {
            return List.of();
        }
        require(answer, "the registry lists no tags");
        try {
            return Json.object(answer.body()).get("tags") instanceof List<?> tags
                    ? tags.stream().map(tag -> PrintableText.of(String.valueOf(tag))).toList()
                    : List.of();
        } catch (JsonException e) {
            throw new UploadException("the registry's list of tags " + e.getMessage(), "");
        }
    }

    /** Whether something could be pushed: an upload is begun and given up. */
    void tryPush() throws UploadException, IOException, InterruptedException {
        cancel(begin());
    }

    private String begin() throws UploadException, IOException, InterruptedException {
        WebAnswer answer =
                session.ask(
                        WebRequest.of("POST", repository + "blobs/uploads/").repeatable(), PUSH);
        require(answer, "the registry takes no uploads");
        if (answer.status() != 202 || answer.header("location").isEmpty()) {
            throw new UploadException(
                    "what answers is no registry: it begins an upload by HTTP %d and names no place"
                                    .formatted(answer.status())
                            + " for it",
                    "look at the address");
        }
        return location(answer, "");
    }

    private String location(WebAnswer answer, String before) throws UploadException {
        return session.resolve(answer.header("location").orElse(before));
    }

    /**
     * After a failure: waits, and asks how far the upload is.
     *
     * @return how many failures there were without anything new having come there
     */
    private int goOn(Upload upload, String broken, long before, int failures)
            throws UploadException, IOException, InterruptedException {
        int count = upload.have > before ? 1 : failures;
        if (!session.web().isWorthAnotherTry(count)) {
            throw new UploadException(
                    "the upload to the registry broke off at %d bytes, %d times: %s"
                            .formatted(upload.have, count, PrintableText.of(broken)),
                    "look at the registry, its space and the network");
        }
        try {
            WebAnswer answer = session.once(WebRequest.of("GET", upload.location), PUSH);
            if (answer.status() == 404) {
                upload.location = begin();
                upload.have = 0;
            } else if (answer.isGood()) {
                upload.location = location(answer, upload.location);
                long have = have(answer, upload.have);
                count = have > upload.have ? 1 : count;
                upload.have = have;
            }
        } catch (IOException e) {
            // the next try tells
        }
        return count;
    }

    /** Registries remove what is left open after some days, too. */
    private void cancel(String location) {
        Uninterrupted.quietly(() -> session.once(WebRequest.of("DELETE", location), PUSH));
    }

    private static long have(WebAnswer answer, long otherwise) {
        Matcher range = RANGE.matcher(answer.header("range").orElse(""));
        if (!range.matches()) {
            return otherwise;
        }
        long last = Long.parseLong(range.group(1));
        return last == 0 ? 0 : last + 1; // an empty upload is "0-0", too
    }

    private static void require(WebAnswer answer, String what) throws UploadException {
        if (!answer.isGood()) {
            throw new UploadException(what + ": " + RegistryFailure.sentence(answer), "");
        }
    }

    /** One that goes on. */
    private final class Upload {

        private String location;
        private long have;

        Upload(String location) {
            this.location = location;
        }

        /**
         * @return why it has to be tried again; empty when all is there
         */
        String go(OciArchive.Part part, Path file, LongConsumer position)
                throws UploadException, IOException, InterruptedException {
            if (have < part.bytes()) {
                long from = have;
                WebRequest request =
                        WebRequest.of("PATCH", location)
                                .sending(
                                        BYTES,
                                        WebContent.of(
                                                file,
                                                part.offset() + from,
                                                part.bytes() - from,
                                                sent -> position.accept(from + sent)))
                                .with("Content-Range", "%d-%d".formatted(from, part.bytes() - 1));
                WebAnswer answer = session.once(request, PUSH);
                if (!answer.isGood()) {
                    return reason(answer);
                }
                location = location(answer, location);
                have = have(answer, part.bytes());
                if (have < part.bytes()) {
                    return "the registry has less than was sent";
                }
            }
            WebAnswer answer =
                    session.once(
                            WebRequest.of(
                                    "PUT",
                                    location
                                            + (location.contains("?") ? "&" : "?")
                                            + "digest="
                                            + part.digest().replace(":", "%3A")),
                            PUSH);
            return answer.isGood() ? "" : reason(answer);
        }

        private String reason(WebAnswer answer) throws UploadException {
            boolean hopeful =
                    answer.status() / 100 == 5
                            || List.of(401, 404, 408, 416, 429).contains(answer.status());
            if (answer.status() == 403) {
                throw session.refused(answer);
            }
            if (!hopeful) {
                throw new UploadException(
                        "the registry does not take a part of the image: "
                                + RegistryFailure.sentence(answer),
                        "");
            }
            return RegistryFailure.sentence(answer);
        }
    }
}
