package org.imagefactory.service.rest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.imagefactory.service.http.ServiceRequest;
import org.imagefactory.service.http.Witness;
import org.imagefactory.store.ImageStatus;

/** Counts what happens, in the form that Prometheus reads. */
public final class Meters implements Witness {

    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final LongAdder nanos = new LongAdder();

    @Override
    public void answered(ServiceRequest request, int status, Duration took) {
        answers.computeIfAbsent(status, any -> new LongAdder()).increment();
        nanos.add(took.toNanos());
    }

    String text(Map<ImageStatus, Integer> images) {
        StringBuilder text = new StringBuilder();
        head(text, "imagefactory_requests_total", "counter", "Requests by the status answered.");
        answers.forEach(
                (status, count) ->
                        text.append(
                                "imagefactory_requests_total{status=\"%d\"} %d\n"
                                        .formatted(status, count.sum())));
        head(
                text,
                "imagefactory_request_seconds_total",
                "counter",
                "Time from heads of requests to answers.");
        text.append("imagefactory_request_seconds_total %s\n".formatted(nanos.sum() / 1e9));
        head(text, "imagefactory_images", "gauge", "Images in the store by their status.");
        for (ImageStatus status : ImageStatus.values()) {
            text.append(
                    "imagefactory_images{status=\"%s\"} %d\n"
                            .formatted(status, images.getOrDefault(status, 0)));
        }
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
    }
}
