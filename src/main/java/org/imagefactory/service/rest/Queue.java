package org.imagefactory.service.rest;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.lifecycle.TemplateFactory;
import org.imagefactory.service.http.Answer;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.jspecify.annotations.Nullable;

/** What is being made, and how much there is. */
final class Queue {

    private final TemplateFactory factory;

    Queue(TemplateFactory factory) {
        this.factory = factory;
    }

    /** The images with which something is still to happen, in the order of arrival. */
    Answer list(Call call) throws IOException {
        List<Waiting> open =
                factory.store()
                        .list(
                                record ->
                                        record.status().isFinal()
                                                ? Optional.empty()
                                                : Optional.of(
                                                        new Waiting(
                                                                arrival(record),
                                                                item(record, call))));
        return Answer.json(
                200,
                Map.of(
                        "queue",
                        open.stream()
                                .sorted(Comparator.comparingLong(Waiting::arrival))
                                .map(Waiting::item)
                                .toList()));
    }

    private record Waiting(long arrival, Map<String, @Nullable Object> item) {}

    /** What other processes make comes last. */
    private long arrival(ImageRecord record) {
        return factory.arrival(record.id()).orElse(Long.MAX_VALUE);
    }

    private static Map<String, @Nullable Object> item(ImageRecord record, Call call) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("_type", record.type().recordWord());
        item.put("id", record.id().text());
        item.put("href", call.base() + "/" + record.type().collection() + "/" + record.id());
        item.put("status", record.status().name());
        item.put("activity", record.activity());
        item.put("percent_complete", record.percent());
        return item;
    }

    /** Fails, and so tells, when the store cannot be read. */
    Answer health(Call call) throws IOException {
        boolean readable = java.nio.file.Files.isReadable(factory.store().folder());
        return Answer.json(readable ? 200 : 503, Map.of("status", readable ? "ok" : "no store"));
    }

    /** How many images are in which status. */
    Map<ImageStatus, Integer> byStatus() throws IOException {
        Map<ImageStatus, Integer> counts = new EnumMap<>(ImageStatus.class);
        factory.store()
                .list(record -> Optional.of(record.status()))
                .forEach(status -> counts.merge(status, 1, Integer::sum));
        return counts;
    }
}
