package org.imagefactory.service.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What both sides call a request in their logs. */
final class RequestId {

    /** The field of requests and answers. */
    static final String HEADER = "X-Request-ID";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private RequestId() {}

    /** The client's own, if it is one that a log can bear, or else a new one. */
    static String of(Optional<String> field) {
        return field.filter(id -> HARMLESS.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
