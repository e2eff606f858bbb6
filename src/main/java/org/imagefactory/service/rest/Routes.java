package org.imagefactory.service.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;

/**
 * The table of all routes: what is served, and what the description of the interface is made of.
 */
public final class Routes {

    /** What the paths of the interface begin with. */
    public static final String PREFIX = "/imagefactory";

    /**
     * What a path comes to.
     *
     * @param variables what the parts of the path in braces are
     */
    public record Match(Route route, Map<String, String> variables) {}

    private final List<Route> routes;

    /**
     * @param routes where two have the same path the first one counts
     */
    public Routes(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** All of them, in the order of the table. */
    public List<Route> all() {
        return routes;
    }

    /**
     * The route of a request.
     *
     * @throws RequestException there is none of that path, or not with that method
     */
    public Match find(String method, String path) throws RequestException {
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<String> parts = Route.parts(path);
        List<String> others = new ArrayList<>();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(parts);
            if (variables.isPresent() && route.method().equals(wanted)) {
                return new Match(route, variables.get());
            }
            variables.ifPresent(any -> others.add(route.method()));
        }
        if (others.isEmpty()) {
            throw new RequestException(Fault.NOT_FOUND, "There is nothing at this path.");
        }
        if (others.contains("GET")) {
            others.add("HEAD");
        }
        String allow = String.join(", ", new TreeSet<>(others));
        throw new RequestException(
                Fault.METHOD,
                "%s does not work here; what works: %s.".formatted(method, allow),
                Map.of("Allow", allow));
    }
}
