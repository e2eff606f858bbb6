package org.imagefactory.service.rest;

import java.util.Map;
import org.imagefactory.service.http.ServiceRequest;

/**
 * A request on its route.
 *
 * @param variables what the parts of the path in braces are
 */
public record Call(ServiceRequest request, Map<String, String> variables, Caller caller) {

    public Call {
        variables = Map.copyOf(variables);
    }

    /** A part of the path; the route has it. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no " + name);
        }
        return value;
    }

    /** The address of the request without query and without slashes at its end. */
    public String address() {
        String address = request.address();
        int end = address.length();
        while (address.charAt(end - 1) == '/') {
            end--;
        }
        return address.substring(0, end);
    }

    /** The address of the prefix, such as {@code http://host:8075/imagefactory}. */
    public String base() {
        return request.scheme() + "://" + request.host() + Routes.PREFIX;
    }
}
