package org.imagefactory.service.http;

import java.util.Locale;

/** Why a request is refused; the catalogue that clients can rely on. */
public enum Fault {
    BAD_REQUEST(400, "The request is not well-formed HTTP."),
    BAD_BODY(400, "The body is not what its content type says: broken, not UTF-8, too deep."),
    MISSING_FIELD(400, "A field that is needed is missing or empty."),
    WRONG_FIELD(400, "A field has a value of the wrong type, or fields contradict each other."),
    WRONG_QUERY(400, "A parameter of the query has a value that it cannot have."),
    UNAUTHORIZED(401, "The request has to be signed, or carry a token, and is not or wrongly."),
    FORBIDDEN(403, "The token does not permit this."),
    NOT_FOUND(404, "There is no such path, image, plugin or parent image."),
    METHOD(405, "The path is known, but not with this method; Allow lists those that work."),
    NOT_ACCEPTABLE(406, "The client accepts no kind of answer that there is."),
    SLOW_BODY(408, "The body did not arrive in time."),
    NOT_COMPLETE(409, "The image is not complete, or is being worked on."),
    KEY_BUSY(409, "The first request with this idempotency key is still being answered."),
    TOO_LARGE(413, "The body is larger than 32 MiB."),
    CONTENT_TYPE(415, "The body is of a content type that is not read here."),
    RANGE(416, "The range lies outside of the image."),
    EXPECTATION(417, "The client expects something that is not done here."),
    KEY_REUSED(422, "The idempotency key was used before, for another request."),
    UPGRADE(426, "This protocol is not spoken here; HTTP/1.1 is."),
    TOO_MANY(429, "Too many failures or requests came from there; Retry-After says when to try."),
    HEAD_TOO_LARGE(431, "The lines before the body are too long."),
    INTERNAL(500, "A bug; the log has more."),
    NOT_IMPLEMENTED(501, "The path is known from the published interface, but was never made."),
    TRANSFER_CODING(501, "The body is in a transfer coding that is not read here; chunked is."),
    VERSION(505, "This version of HTTP is not spoken here; HTTP/1.1 is."),
    STOPPING(503, "The service is stopping, or has no room just now; try again later.");

    private final int status;
    private final String meaning;

    Fault(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** One sentence for the catalogue. */
    public String meaning() {
        return meaning;
    }

    /** The word that clients match on, such as {@code not-found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault that stands for a status which the server itself gave. */
    static Fault ofStatus(int status) {
        for (Fault fault : values()) {
            if (fault.status == status) {
                return fault;
            }
        }
        return status >= 500 ? INTERNAL : BAD_REQUEST;
    }
}
