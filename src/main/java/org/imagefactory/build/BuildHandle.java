package org.imagefactory.build;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.imagefactory.error.ExitStatus;

/**
 * One build of a queue, for whoever ordered it. Safe for threads.
 *
 * @param <R> what the build comes to
 */
public final class BuildHandle<R> {

    private final Order<R> order;
    private final BuildQueue<R> queue;
    private final Cancellation cancellation;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private final Thread thread;

    BuildHandle(Order<R> order, BuildQueue<R> queue, Cancellation cancellation) {
        this.order = order;
        this.queue = queue;
        this.cancellation = cancellation;
        this.thread = new Thread(this::work, "build " + order.image());
    }

    /** Stands beside the events of the build. */
    public BuildId id() {
        return order.id();
    }

    /** The name of the image. */
    public String image() {
        return order.image();
    }

    /** Whether it is over, clean-up included, or will never begin. */
    public boolean isOver() {
        return result.isDone();
    }

    /**
     * Cancels the build: one that has not begun never begins, one that runs is interrupted and
     * cleans up. Returns at once; of a build that is over nothing changes.
     *
     * @param status that the build ends with
     */
    public void cancel(ExitStatus status) {
        cancellation.request(status);
        if (queue.withdraw(this)) {
            result.cancel(false);
        } else {
            thread.interrupt();
        }
    }

    /**
     * Waits until the build is over.
     *
     * @return empty if it was cancelled before it began
     * @throws ExecutionException its work threw an exception, which is a bug
     * @throws InterruptedException the calling thread was interrupted; the build goes on
     */
    public Optional<R> await() throws InterruptedException, ExecutionException {
        try {
            return Optional.of(result.get());
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    /**
     * Does something when the build is over or will never begin, on whichever thread finds that
     * out; at once if it is already.
     */
    public void whenOver(Runnable then) {
        var unused = result.whenComplete((made, failure) -> then.run());
    }

    Demand demand() {
        return order.demand();
    }

    void start() {
        thread.start();
    }

    /** Whatever goes wrong has to reach who waits, or they would wait for ever. */
    @SuppressWarnings("CatchingUnchecked")
    private void work() {
        try {
            // An interrupt before the thread has begun is lost.
            if (cancellation.isRequested()) {
                queue.leave(this);
                result.cancel(false);
                return;
            }
            R made = order.work().run(cancellation);
            queue.leave(this);
            result.complete(made);
        } catch (Exception e) {
            queue.leave(this);
            result.completeExceptionally(e);
        } finally {
            // Only an Error gets here without a result.
            if (!result.isDone()) {
                queue.leave(this);
                result.completeExceptionally(
                        new IllegalStateException("the build did not come to an end"));
            }
        }
    }
}
