package org.imagefactory.clouds.oci;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imagefactory.spec.Sha256;

/**
 * A part of an image for containers, named by its digest.
 *
 * @param type media type of the OCI image specification
 * @param sha256 of the bytes
 * @param bytes how many there are
 */
record Blob(String type, Sha256 sha256, long bytes) {

    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    static Blob of(String type, String document) {
        byte[] content = document.getBytes(StandardCharsets.UTF_8);
        return new Blob(type, Sha256.ofBytes(Sha256.newDigest().digest(content)), content.length);
    }

    String digest() {
        return "sha256:" + sha256.hex();
    }

    /** In an image layout. */
    String path() {
        return "blobs/sha256/" + sha256.hex();
    }

    /** How documents refer to it. */
    Map<String, Object> descriptor() {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", type);
        descriptor.put("digest", digest());
        descriptor.put("size", bytes);
        return descriptor;
    }
}
