package org.imagefactory.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.imagefactory.build.Budget;
import org.imagefactory.build.BuildHandle;
import org.imagefactory.build.BuildQueue;
import org.imagefactory.build.Order;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.error.HostException;
import org.imagefactory.report.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a list of images to its end. One that fails does not stop the others. */
public final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private final int jobs;
    private final Budget budget;
    private final Supplier<Optional<ExitStatus>> cancelled;

    /**
     * @param jobs how many builds run at a time at most, at least 1
     * @param budget for all that run at a time; a build that needs more runs alone
     * @param cancelled tells whether everything is to end, and with which status
     */
    public Batch(int jobs, Budget budget, Supplier<Optional<ExitStatus>> cancelled) {
        this.jobs = jobs;
        this.budget = budget;
        this.cancelled = cancelled;
    }

    /**
     * Runs everything and returns when all of it is over. Interrupt the calling thread to cancel:
     * nothing more starts, what runs is interrupted and waited for, and the thread stays
     * interrupted.
     *
     * @return a row for each order, in the same order
     */
    public List<ImageResult> run(List<Order<ImageResult>> orders) {
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            Thread.currentThread().interrupt();
            return orders.stream().map(order -> notStarted(order.image())).toList();
        }
        List<BuildHandle<ImageResult>> handles = new ArrayList<>();
        try (BuildQueue<ImageResult> queue =
                new BuildQueue<>(
                        jobs, budget, orders.size(), cancelled, text -> LOG.info("{}", text))) {
            for (Order<ImageResult> order : orders) {
                handles.add(queue.submit(guarded(order)));
            }
            List<ImageResult> rows = new ArrayList<>();
            while (rows.size() < handles.size()) {
                try {
                    rows.add(row(handles.get(rows.size())));
                } catch (InterruptedException e) {
                    // However often: the builds are cleaning up.
                    queue.cancelAll(status());
                    interrupted = true;
                }
            }
            return rows;
        } catch (HostException e) {
            throw new IllegalStateException("there is a place for each", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ImageResult row(BuildHandle<ImageResult> handle) throws InterruptedException {
        try {
            return handle.await().orElseGet(() -> notStarted(handle.image()));
        } catch (ExecutionException e) {
            return ImageResult.failed(handle.image(), Outcome.unexpected(e));
        }
    }

    /** The same; what is unexpected is logged on the build's own thread. */
    private static Order<ImageResult> guarded(Order<ImageResult> order) {
        Order.Work<ImageResult> work =
                cancellation -> {
                    try {
                        return order.work().run(cancellation);
                    } catch (RuntimeException | Error e) {
                        Outcome unexpected = Outcome.unexpected(e);
                        LOG.error("the build ends: {}", unexpected.advice(), e);
                        return ImageResult.failed(order.image(), unexpected);
                    }
                };
        return new Order<>(order.id(), order.image(), order.demand(), work);
    }

    private ImageResult notStarted(String image) {
        return ImageResult.notStarted(image, status());
    }

    private ExitStatus status() {
        return cancelled.get().orElse(ExitStatus.INTERRUPTED);
    }
}
