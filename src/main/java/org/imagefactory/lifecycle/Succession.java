package org.imagefactory.lifecycle;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;

/**
 * Brings images to their turn: a base image at once, others when the image that they are made of is
 * complete. That one may be another process's. Safe for threads.
 */
final class Succession {

    private final ImageStore store;
    private final Works works;
    private final Turns turns;
    private final Builder builder;
    private final Listeners listeners;

    /** What waits for images of other processes. */
    private final Map<ImageWork, ImageRequest> strangers = new ConcurrentHashMap<>();

    Succession(ImageStore store, Works works, Turns turns, Builder builder, Listeners listeners) {
        this.store = store;
        this.works = works;
        this.turns = turns;
        this.builder = builder;
        this.listeners = listeners;
    }

    /** Begins with an image whose record is there; returns at once. */
    void begin(ImageWork work, ImageRequest request) {
        Optional<String> hopeless = builder.hopeless(request);
        if (hopeless.isPresent()) {
            work.fail(hopeless.get());
            return;
        }
        Optional<ImageId> parent = work.record().parent();
        Optional<ImageWork> making = parent.flatMap(works::find);
        if (parent.isEmpty()) {
            queue(work, request);
        } else if (making.isPresent()) {
            work.update(record -> record.withStatus(ImageStatus.PENDING));
            var unused = making.get().end().thenAccept(made -> parentEnded(work, request, made));
        } else {
            strangers.put(work, request);
            look(work, request);
        }
    }

    /** Looks after what others may have done meanwhile. */
    void look() {
        strangers.forEach(this::look);
    }

    private void look(ImageWork work, ImageRequest request) {
        ImageId parent = work.record().parent().orElseThrow();
        try {
            boolean worked = store.isWorkedOn(parent);
            // In this order: who ends the work writes the record first.
            Optional<ImageRecord> record = store.find(parent);
            boolean waits = record.filter(found -> !found.status().isFinal()).isPresent();
            if (waits && worked && record.get().status() != ImageStatus.DELETING) {
                work.update(old -> old.withStatus(ImageStatus.PENDING));
            } else if (strangers.remove(work) != null) {
                record.ifPresentOrElse(
                        found -> parentEnded(work, request, found),
                        () -> work.fail(parentName(work) + " was deleted"));
            }
        } catch (RuntimeException e) {
            listeners.crashed(work.id(), e);
            work.fail(Sentence.ofBug(e));
        } catch (IOException e) {
            work.log("%s cannot be looked at: %s".formatted(parentName(work), e.getMessage()));
        }
    }

    private void parentEnded(ImageWork work, ImageRequest request, ImageRecord parent) {
        if (parent.status() == ImageStatus.COMPLETE) {
            work.update(
                    record ->
                            record.withTemplate(parent.template().orElse(null))
                                    .withIcicle(parent.icicle().orElse(null)));
            queue(work, request);
            return;
        }
        work.fail(
                parentName(work)
                        + switch (parent.status()) {
                            case DELETED -> " was deleted";
                            case DELETING -> " is being deleted";
                            case FAILED, DELETEFAILED ->
                                    " failed: " + parent.error().orElse("nobody knows why");
                            default -> " will never be complete: who made it has died";
                        });
    }

    private static String parentName(ImageWork work) {
        ImageRecord record = work.record();
        return "the %s %s"
                .formatted(
                        record.type().parent().orElseThrow().title().toLowerCase(Locale.ROOT),
                        record.parent().orElseThrow());
    }

    private void queue(ImageWork work, ImageRequest request) {
        Optional<String> cloud =
                work.type() == ImageType.PROVIDER ? work.record().target() : Optional.empty();
        Turns.Turn turn = turns.announce(cloud);
        if (turn.waits()) {
            work.update(record -> record.withStatus(ImageStatus.PENDING));
        }
        boolean begun =
                work.begin(
                        () ->
                                turn.take(
                                        work.id().text(),
                                        () -> builder.build(work, request),
                                        () -> work.fail("the work did not come to an end")));
        if (!begun) {
            turn.leave();
        }
    }
}
