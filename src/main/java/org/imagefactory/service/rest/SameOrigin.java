package org.imagefactory.service.rest;

import java.util.Locale;
import java.util.Optional;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.http.ServiceRequest;

/**
 * Keeps pages of others from having a browser change something here: with a password that it
 * remembers, or without any where everybody on this host may. Browsers say where a request comes
 * from, programs do not.
 */
final class SameOrigin {

    private SameOrigin() {}

    /**
     * @throws RequestException a browser asks, for a page of somebody else
     */
    static void require(ServiceRequest request) throws RequestException {
        Optional<String> site = request.header("Sec-Fetch-Site");
        Optional<String> origin = request.header("Origin");
        boolean foreign =
                site.isPresent()
                        ? !site.get().equals("same-origin") && !site.get().equals("none")
                        : origin.isPresent() && !authority(origin.get()).equals(host(request));
        if (foreign && !request.method().equals("GET")) {
            throw new RequestException(
                    Fault.FORBIDDEN, "A page of somebody else asks for this; it is not done.");
        }
    }

    private static String host(ServiceRequest request) {
        return request.host().toLowerCase(Locale.ROOT);
    }

    /** Another scheme may be that of a proxy in between. */
    private static String authority(String origin) {
        return origin.replaceFirst("^[a-z]+://", "").toLowerCase(Locale.ROOT);
    }
}
