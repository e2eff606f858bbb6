package org.imagefactory.lifecycle.callback;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.imagefactory.lifecycle.CallbackAddress;
import org.imagefactory.lifecycle.ImageChange;
import org.imagefactory.lifecycle.LifecycleListener;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.jspecify.annotations.Nullable;

/**
 * Tells each address that an image's parameters name of each status that the image gets after NEW.
 * Of one image an address hears in order, each change once. An address that does not answer holds
 * up nobody else. Safe for threads.
 */
public final class Callbacks implements LifecycleListener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    /** So many messages of different images to one address at a time. */
    private static final int MOST_PER_ADDRESS = 3;

    /** More than that wait only where nobody listens any more. */
    private static final int MOST = 10_000;

    private final Consumer<String> log;
    private final Consumer<String> warnings;
    private final Duration patience;
    private final List<Duration> pauses;
    private final Map<Lane.Key, Lane> lanes = new HashMap<>();
    private final Map<CallbackAddress, Address> addresses = new HashMap<>();
    private int outstanding;
    private boolean full;
    private @Nullable Sender sender;

    /** What is to be told to one address about one image. */
    private static final class Lane {

        record Key(CallbackAddress address, ImageId image) {}

        private final Deque<ImageRecord> records = new ArrayDeque<>();
    }

    /** Where something is to be sent. */
    private static final class Address {
        private int active;
        private final Deque<Lane.Key> ready = new ArrayDeque<>();
    }

    /**
     * @param log is the address {@code debug}
     * @param warnings hears of what cannot be sent
     */
    public Callbacks(Consumer<String> log, Consumer<String> warnings) {
        this(log, warnings, PATIENCE, PAUSES);
    }

    /**
     * @param patience for one try
     * @param pauses between the tries
     */
    Callbacks(
            Consumer<String> log,
            Consumer<String> warnings,
            Duration patience,
            List<Duration> pauses) {
        this.log = log;
        this.warnings = warnings;
        this.patience = patience;
        this.pauses = pauses;
    }

    @Override
    public void changed(ImageChange change) {
        if (change.ofStatus() && change.record().status() != ImageStatus.NEW) {
            change.callbacks().forEach(address -> tell(address, change.record()));
        }
    }

    /**
     * Waits until all is sent or given up.
     *
     * @return whether that came to pass within the time
     */
    public synchronized boolean drain(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (outstanding > 0) {
            long rest = (end - System.nanoTime()) / 1_000_000;
            if (rest <= 0) {
                warnings.accept("%d callbacks were not sent in time".formatted(outstanding));
                return false;
            }
            wait(rest);
        }
        return true;
    }

    /** Gives up what is not sent. */
    @Override
    public synchronized void close() {
        if (sender != null) {
            sender.close();
        }
    }

    private void tell(CallbackAddress address, ImageRecord record) {
        if (address.isLog()) {
            log.accept(message(record));
            return;
        }
        synchronized (this) {
            if (outstanding >= MOST) {
                if (!full) {
                    warnings.accept(
                            "too many callbacks wait to be sent; further ones are left out");
                }
                full = true;
                return;
            }
            full = false;
            outstanding++;
            Lane.Key key = new Lane.Key(address, record.id());
            Lane lane = lanes.get(key);
            if (lane == null) {
                lane = new Lane();
                lanes.put(key, lane);
                Address place = addresses.computeIfAbsent(address, any -> new Address());
                place.ready.add(key);
            }
            lane.records.add(record);
        }
        proceed(address);
    }

    /** Sends what may be sent to an address now. */
    private void proceed(CallbackAddress address) {
        while (true) {
            Lane.Key key;
            ImageRecord record;
            Sender way;
            synchronized (this) {
                Address place = addresses.get(address);
                if (place == null || place.active >= MOST_PER_ADDRESS || place.ready.isEmpty()) {
                    return;
                }
                place.active++;
                key = place.ready.remove();
                record = Objects.requireNonNull(lanes.get(key)).records.element();
                way = sender();
            }
            way.send(address, record, fault -> sent(key, record, fault));
        }
    }

    private void sent(Lane.Key key, ImageRecord record, String fault) {
        if (!fault.isEmpty()) {
            warnings.accept(
                    "cannot tell %s that %s: %s".formatted(key.address(), message(record), fault));
        }
        synchronized (this) {
            Address place = Objects.requireNonNull(addresses.get(key.address()));
            Lane lane = Objects.requireNonNull(lanes.get(key));
            lane.records.remove();
            outstanding--;
            place.active--;
            if (lane.records.isEmpty()) {
                lanes.remove(key);
            } else {
                place.ready.add(key);
            }
            if (place.active == 0 && place.ready.isEmpty()) {
                addresses.remove(key.address());
            }
            notifyAll();
        }
        proceed(key.address());
    }

    /** Made when something is to be sent: most runs send nothing. */
    private synchronized Sender sender() {
        if (sender == null) {
            sender = new Sender(patience, pauses);
        }
        return sender;
    }

    private static String message(ImageRecord record) {
        return "the %s %s is %s"
                .formatted(record.type().word().replace('_', ' '), record.id(), record.status());
    }
}
