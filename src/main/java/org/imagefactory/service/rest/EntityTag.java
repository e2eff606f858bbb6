package org.imagefactory.service.rest;

import java.util.ArrayList;
import java.util.List;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.spec.Sha256;

/** Tells clients whether what they have is still what they would get. */
final class EntityTag {

    private EntityTag() {}

    /** Of a text. */
    static String of(String text) {
        return "\"" + Sha256.of(text).hex().substring(0, 32) + "\"";
    }

    /** Whether the client has what the tag stands for. */
    static boolean matches(ServiceRequest request, String tag) {
        List<String> tags = new ArrayList<>();
        for (String field : request.fields("If-None-Match")) {
            for (String part : field.split(",", -1)) {
                tags.add(part.strip().replaceFirst("^W/", ""));
            }
        }
        return tags.contains(tag) || tags.contains("*");
    }
}
