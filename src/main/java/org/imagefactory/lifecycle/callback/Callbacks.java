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

    /** So many messages of different images to one host at a time. */
    private static final int MOST_PER_HOST = 3;

    /** More than that wait only where nobody listens any more. */
    private static final int MOST = 10_000;

    private final Consumer<String> log;
    private final Consumer<String> warnings;
    private final Duration patience;
    private final List<Duration> pauses;
    private final Map<Lane.Key, Lane> lanes = new HashMap<>();
    private final Map<String, Host> hosts = new HashMap<>();
    private final CallbackRules rules;
    private int outstanding;
    private boolean full;
    private @Nullable Sender sender;

    /** What is to be told to one address about one image. */
    private static final class Lane {

        record Key(CallbackAddress address, ImageId image) {}

        private final Deque<ImageRecord> records = new ArrayDeque<>();
    }

    /** Where something is to be sent; as slow as it is for one address it is for others. */
    private static final class Host {
        private int active;
        private final Deque<Lane.Key> ready = new ArrayDeque<>();
    }

    /**
     * @param log is the address {@code debug}
     * @param warnings hears of what cannot be sent
     */
    public Callbacks(CallbackRules rules, Consumer<String> log, Consumer<String> warnings) {
        this(rules, log, warnings, PATIENCE, PAUSES);
    }

    /**
     * @param patience for one try
     * @param pauses between the tries
     */
    Callbacks(
            CallbackRules rules,
            Consumer<String> log,
            Consumer<String> warnings,
            Duration patience,
            List<Duration> pauses) {
        this.rules = rules;
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
        String host = Sender.host(address);
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
                Host place = hosts.computeIfAbsent(host, any -> new Host());
                place.ready.add(key);
            }
            lane.records.add(record);
        }
        proceed(host);
    }

    /** Sends what may be sent to a host now. */
    private void proceed(String host) {
        while (true) {
            Lane.Key key;
            ImageRecord record;
            Sender way;
            synchronized (this) {
                Host place = hosts.get(host);
                if (place == null || place.active >= MOST_PER_HOST || place.ready.isEmpty()) {
                    return;
                }
                place.active++;
                key = place.ready.remove();
                record = Objects.requireNonNull(lanes.get(key)).records.element();
                way = sender();
            }
            way.send(key.address(), record, fault -> sent(host, key, record, fault));
        }
    }

    private void sent(String host, Lane.Key key, ImageRecord record, String fault) {
        if (!fault.isEmpty()) {
            warnings.accept(
                    "cannot tell %s that %s: %s"
                            .formatted(key.address().logged(), message(record), fault));
        }
        synchronized (this) {
            Host place = Objects.requireNonNull(hosts.get(host));
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
                hosts.remove(host);
            }
            notifyAll();
        }
        proceed(host);
    }

    /** Made when something is to be sent: most runs send nothing. */
    private synchronized Sender sender() {
        if (sender == null) {
            sender = new Sender(patience, pauses, rules);
        }
        return sender;
    }

    private static String message(ImageRecord record) {
        return "the %s %s is %s"
                .formatted(record.type().word().replace('_', ' '), record.id(), record.status());
    }
}
