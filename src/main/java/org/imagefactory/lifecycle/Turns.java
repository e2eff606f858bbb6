package org.imagefactory.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.imagefactory.build.Budget;
import org.imagefactory.build.BuildHandle;
import org.imagefactory.build.BuildId;
import org.imagefactory.build.BuildQueue;
import org.imagefactory.build.Demand;
import org.imagefactory.build.Order;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many images be worked on at a time as the user allows, in the order in which they came.
 * Pushes to a kind of cloud that has enough of them already wait aside and hold up nobody else.
 * Safe for threads.
 */
final class Turns implements AutoCloseable {

    private final int places;
    private final int pushes;
    private final BuildQueue<Boolean> queue;
    private final Map<String, Cloud> clouds = new HashMap<>();
    private int taken;

    /** One kind of cloud, as long as there are pushes to it. */
    private static final class Cloud {
        private int active;
        private int announced;
        private final Deque<Turn> waiting = new ArrayDeque<>();
    }

    Turns(int places, int pushes) {
        this.places = places;
        this.pushes = pushes;
        this.queue =
                new BuildQueue<>(
                        places,
                        new Budget(Budget.UNKNOWN_MEMORY, Integer.MAX_VALUE),
                        Integer.MAX_VALUE,
                        Optional::empty,
                        line -> {});
    }

    /**
     * Announces work; whoever does takes the turn or leaves it.
     *
     * @param cloud that something is pushed to
     */
    synchronized Turn announce(Optional<String> cloud) {
        boolean waits = taken >= places;
        taken++;
        @Nullable Cloud line = null;
        if (cloud.isPresent()) {
            line = clouds.computeIfAbsent(cloud.get(), any -> new Cloud());
            waits |= line.announced >= pushes;
            line.announced++;
        }
        return new Turn(cloud.orElse(""), line, waits);
    }

    /** Takes no more work. */
    @Override
    public void close() {
        queue.close();
    }

    /** One image's place in the order. */
    final class Turn {

        private final String name;
        private final @Nullable Cloud cloud;
        private final boolean waits;
        private @Nullable BuildHandle<Boolean> handle;
        private @Nullable Order<Boolean> order;
        private @Nullable Runnable over;

        private Turn(String name, @Nullable Cloud cloud, boolean waits) {
            this.name = name;
            this.cloud = cloud;
            this.waits = waits;
        }

        /** Whether it cannot begin at once. */
        boolean waits() {
            return waits;
        }

        /**
         * Does the work when it is its turn, on a thread of its own.
         *
         * @param then is done when the work is over or will never begin
         * @return ends it: work that runs is interrupted
         */
        Runnable take(String image, Runnable work, Runnable then) {
            over = then;
            order =
                    new Order<>(
                            BuildId.random(),
                            image,
                            Demand.NOTHING,
                            cancellation -> {
                                work.run();
                                return true;
                            });
            synchronized (Turns.this) {
                if (cloud != null && cloud.active >= pushes) {
                    cloud.waiting.add(this);
                    return this::end;
                }
            }
            enter();
            return this::end;
        }

        /** Nothing is to be done. */
        void leave() {
            synchronized (Turns.this) {
                gone();
            }
        }

        private void enter() {
            BuildHandle<Boolean> entered;
            synchronized (Turns.this) {
                if (cloud != null) {
                    cloud.active++;
                }
                try {
                    entered = queue.submit(Objects.requireNonNull(order));
                } catch (HostException e) {
                    throw new IllegalStateException(e); // there is no limit
                }
                handle = entered;
            }
            entered.whenOver(this::over);
        }

        private void end() {
            BuildHandle<Boolean> entered;
            boolean waited;
            synchronized (Turns.this) {
                entered = handle;
                waited = entered == null && cloud != null && cloud.waiting.remove(this);
            }
            if (entered != null) {
                entered.cancel(ExitStatus.INTERRUPTED);
            } else if (waited) {
                leave();
                Objects.requireNonNull(over).run();
            }
        }

        private void over() {
            Turn next = null;
            synchronized (Turns.this) {
                if (cloud != null) {
                    cloud.active--;
                    next = cloud.waiting.poll();
                }
                gone();
            }
            if (next != null) {
                next.enter();
            }
            Objects.requireNonNull(over).run();
        }

        private void gone() {
            taken--;
            if (cloud != null) {
                cloud.announced--;
                if (cloud.announced == 0) {
                    clouds.remove(name, cloud);
                }
            }
        }
    }
}
