package org.imagefactory.lifecycle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;

/**
 * The images that this process works on, and the last records of those that are nowhere else: the
 * deleted ones. Safe for threads.
 */
final class Works {

    /** Whoever waits for a deletion asks soon after. */
    private static final int MOST_LAST = 1000;

    private final Map<ImageId, ImageWork> active = new ConcurrentHashMap<>();
    private final Map<ImageId, ImageWork> owed = new ConcurrentHashMap<>();
    private final Map<ImageId, Long> arrivals = new ConcurrentHashMap<>();
    private final AtomicLong arrived = new AtomicLong();
    private final Map<ImageId, ImageRecord> last = new LinkedHashMap<>();

    void add(ImageWork work) {
        arrivals.put(work.id(), arrived.incrementAndGet());
        active.put(work.id(), work);
        var unused = work.end().thenAccept(record -> remove(work, record));
    }

    Optional<ImageWork> find(ImageId id) {
        return Optional.ofNullable(active.get(id));
    }

    /** Grows with each image that is worked on; empty for what others work on. */
    Optional<Long> arrival(ImageId id) {
        return Optional.ofNullable(arrivals.get(id));
    }

    /** What an image is, though its record could not be written yet. */
    Optional<ImageRecord> owed(ImageId id) {
        return Optional.ofNullable(owed.get(id)).map(ImageWork::record);
    }

    /** Tries to write what could not be written. */
    void settle() {
        owed.values().removeIf(ImageWork::settle);
    }

    /** The same for the last time. */
    void giveUp() {
        owed.values().forEach(ImageWork::giveUp);
        owed.clear();
    }

    Collection<ImageWork> all() {
        return active.values();
    }

    Optional<ImageRecord> last(ImageId id) {
        synchronized (last) {
            return Optional.ofNullable(last.get(id));
        }
    }

    void remember(ImageRecord record) {
        synchronized (last) {
            // Templates may be large, and nobody asks for those of deleted images.
            last.put(record.id(), record.withTemplate(null).withIcicle(null));
            if (last.size() > MOST_LAST) {
                last.remove(last.keySet().iterator().next());
            }
        }
    }

    private void remove(ImageWork work, ImageRecord record) {
        if (work.isOwed()) {
            owed.put(work.id(), work);
        }
        if (work.isUnwritten()) {
            remember(record);
        }
        if (active.remove(work.id(), work)) {
            arrivals.remove(work.id());
        }
    }
}
