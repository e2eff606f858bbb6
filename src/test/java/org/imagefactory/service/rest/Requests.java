package org.imagefactory.service.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.imagefactory.service.http.BodyOf;
import org.imagefactory.service.http.ServiceRequest;

/** Requests that never went over a wire. */
final class Requests {

    private Requests() {}

    static ServiceRequest post(String path, String contentType, byte[] body) {
        return new ServiceRequest(
                "id",
                "POST",
                "http",
                "localhost:8075",
                path,
                path,
                "",
                contentType.isEmpty() ? Map.of() : Map.of("content-type", List.of(contentType)),
                "127.0.0.1",
                BodyOf.bytes(body));
    }

    static ServiceRequest post(String path, String contentType, String body) {
        return post(path, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static Call call(ServiceRequest request, Map<String, String> variables) {
        return new Call(request, variables, new Caller("-", true, true));
    }
}
