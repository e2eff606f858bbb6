package org.imagefactory.service.oauth;

import java.util.List;
import java.util.Optional;

/**
 * The parts of a request that a signature is about, as they were sent.
 *
 * @param method such as GET
 * @param scheme {@code http} or {@code https}, the one in use
 * @param host the field Host, with a port if it has one
 * @param path with its escapes
 * @param query what follows the question mark, with its escapes; empty if nothing does
 * @param authorization the fields Authorization, normally one
 * @param form the body, if it is an urlencoded form
 * @param body what hashes the body; asked only by clients that sign its digest
 */
public record SignedRequest(
        String method,
        String scheme,
        String host,
        String path,
        String query,
        List<String> authorization,
        Optional<String> form,
        BodyDigest body) {

    /** Hashes the body. */
    @FunctionalInterface
    public interface BodyDigest {

        /**
         * @param algorithm as Java names it, {@code SHA-1} or {@code SHA-256}
         */
        byte[] digest(String algorithm);
    }

    public SignedRequest {
        authorization = List.copyOf(authorization);
    }
}
