package org.imagefactory.service.rest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imagefactory.service.http.Answer;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;
import org.imagefactory.service.live.Live;
import org.jspecify.annotations.Nullable;

/** The routes that this program adds to the published interface. */
final class AddedRoutes {

    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private AddedRoutes() {}

    /**
     * @param queue what is being made
     * @param live what happens
     * @param meters what is counted
     * @param openApi the description of all routes
     */
    static List<Route> of(Queue queue, Live live, Meters meters, Route.Action openApi) {
        List<Route> routes = new ArrayList<>();
        String prefix = Routes.PREFIX;
        routes.add(
                get(
                        prefix + "/queue",
                        Protection.READ,
                        JSON,
                        "The images that are being made or wait for it",
                        queue::list));
        routes.add(
                get(
                        prefix + "/events",
                        Protection.READ,
                        Live.EVENTS,
                        "What happens with all images, as it happens",
                        call -> live.followAll(call.request())));
        routes.add(
                get(
                        prefix + "/errors",
                        Protection.OPEN,
                        JSON,
                        "All reasons for which a request can be refused",
                        call -> Answer.json(200, Map.of("errors", errors()))));
        routes.add(
                get(
                        prefix + "/errors/{code}",
                        Protection.OPEN,
                        JSON,
                        "A reason for which a request can be refused",
                        AddedRoutes::error));
        routes.add(
                get(prefix + "/openapi.json", Protection.OPEN, JSON, "This description", openApi));
        routes.add(
                get("/health", Protection.OPEN, JSON, "Whether the service works", queue::health));
        routes.add(
                get(
                        "/metrics",
                        Protection.READ,
                        PROMETHEUS,
                        "Figures for Prometheus",
                        call -> Answer.of(200, PROMETHEUS, meters.text(queue.byStatus()))));
        return routes;
    }

    private static Route get(
            String path,
            Protection protection,
            String produces,
            String summary,
            Route.Action action) {
        return new Route("GET", path, protection, List.of(produces), summary, List.of(200), action);
    }

    private static List<Map<String, @Nullable Object>> errors() {
        return Arrays.stream(Fault.values()).map(AddedRoutes::view).toList();
    }

    private static Answer error(Call call) throws RequestException {
        String code = call.variable("code");
        for (Fault fault : Fault.values()) {
            if (fault.code().equals(code)) {
                return Answer.json(200, view(fault));
            }
        }
        throw new RequestException(
                Fault.NOT_FOUND, "There is no such code; see /imagefactory/errors.");
    }

    private static Map<String, @Nullable Object> view(Fault fault) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("code", fault.code());
        view.put("status", fault.status());
        view.put("reason", fault.meaning());
        return view;
    }
}
