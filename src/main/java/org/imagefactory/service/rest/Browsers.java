package org.imagefactory.service.rest;

import java.util.List;
import org.imagefactory.service.http.ServiceRequest;

/**
 * Tells browsers, which ask for what a page of a stranger wants, from programs, which ask for what
 * their user wants. A page can change what some fields say, but cannot have its browser leave out
 * all of them.
 */
final class Browsers {

    private static final List<String> FIELDS =
            List.of("Accept-Language", "Origin", "Referer", "Sec-Fetch-Site", "Cookie");

    private Browsers() {}

    /** Whether a browser may have sent it. */
    static boolean sent(ServiceRequest request) {
        return request.header("User-Agent").orElse("").contains("Mozilla")
                || FIELDS.stream().anyMatch(field -> request.header(field).isPresent());
    }
}
