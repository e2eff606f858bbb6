package org.imagefactory.service.rest;

import org.imagefactory.error.PrintableText;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.ServiceRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of the log for each attempt to change something: who, from where, what, the result. */
final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("audit");

    private Audit() {}

    static void done(ServiceRequest request, Caller caller, Answer answer) {
        String made = answer.headers().getOrDefault("Location", "");
        write(request, caller.name(), answer.status(), made.substring(made.lastIndexOf('/') + 1));
    }

    static void refused(ServiceRequest request, String who, int status) {
        write(request, who, status, "");
    }

    private static void write(ServiceRequest request, String who, int status, String image) {
        LOG.info(
                "audit: {} from {}: {}: {}{} (request {})",
                PrintableText.of(who),
                request.remote(),
                request,
                status,
                image.isEmpty() ? "" : " " + image,
                request.id());
    }
}
