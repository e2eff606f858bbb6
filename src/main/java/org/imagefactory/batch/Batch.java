package org.imagefactory.batch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.imagefactory.error.ExitStatus;
import org.imagefactory.report.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds many images, several at a time where the host bears it. They start in the order in which
 * they were given and nobody overtakes: so a big one waits until there is room for it, and what is
 * behind it waits with it, but never for ever. One that fails does not stop the others.
 */
public final class Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private final int jobs;
    private final Budget budget;
    private final Supplier<ExitStatus> cancelStatus;

    /**
     * @param jobs how many builds run at a time at most, at least 1
     * @param budget for all that run at a time; a build that needs more runs alone
     * @param cancelStatus the status of what does not start because of an interrupt
     */
    public Batch(int jobs, Budget budget, Supplier<ExitStatus> cancelStatus) {
        this.jobs = jobs;
        this.budget = budget;
        this.cancelStatus = cancelStatus;
    }

    /**
     * Runs everything and returns when all of it is over. Interrupt the calling thread to cancel:
     * nothing more starts, what runs is interrupted and waited for, and the thread stays
     * interrupted.
     *
     * @return a row for each order, in the same order
     */
    public List<ImageResult> run(List<Order> orders) {
        Run run = new Run(new Ledger(jobs, budget));
        List<Task> tasks = orders.stream().map(order -> new Task(order, run)).toList();
        try {
            for (Task task : tasks) {
                run.awaitRoom(task.order);
                task.thread.start();
            }
            for (Task task : tasks) {
                task.thread.join();
            }
        } catch (InterruptedException e) {
            tasks.forEach(task -> task.thread.interrupt());
            tasks.forEach(Task::awaitEnd);
            Thread.currentThread().interrupt();
        }
        return tasks.stream().map(this::result).toList();
    }

    private ImageResult result(Task task) {
        return task.result.orElseGet(
                () -> ImageResult.notStarted(task.order.image(), cancelStatus.get()));
    }

    /** Lets builds in and out; the monitor guards the ledger. */
    private static final class Run {

        private final Ledger ledger;

        Run(Ledger ledger) {
            this.ledger = ledger;
        }

        synchronized void awaitRoom(Order order) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before " + order.image());
            }
            boolean told = false;
            while (!ledger.admits(order.demand())) {
                if (!told && ledger.hasIdleJob()) {
                    LOG.info("{} waits for what other builds have taken", order.image());
                    told = true;
                }
                wait();
            }
            ledger.take(order.demand());
        }

        synchronized void leave(Order order) {
            ledger.giveBack(order.demand());
            notifyAll();
        }
    }

    /** One order and the thread that does it. */
    private static final class Task {

        private final Order order;
        private final Run run;
        private final Thread thread;
        private volatile Optional<ImageResult> result = Optional.empty();

        Task(Order order, Run run) {
            this.order = order;
            this.run = run;
            this.thread = new Thread(this::work, "build " + order.image());
        }

        private void work() {
            // Holds until the end is known: an Error must not look like a build that never began.
            result = Optional.of(bug("the build did not come to an end"));
            try {
                result = Optional.of(order.work().run());
            } catch (RuntimeException | Error e) {
                Outcome unexpected = Outcome.unexpected(e);
                LOG.error("the build ends: {}", unexpected.advice(), e);
                result = Optional.of(ImageResult.failed(order.image(), unexpected));
            } finally {
                run.leave(order);
            }
        }

        private ImageResult bug(String message) {
            return ImageResult.failed(
                    order.image(), new Outcome(ExitStatus.BUG, message, "please report this"));
        }

        /** However often the caller is interrupted meanwhile: the build is cleaning up. */
        void awaitEnd() {
            boolean over = false;
            while (!over) {
                try {
                    thread.join();
                    over = true;
                } catch (InterruptedException e) {
                    LOG.debug("still waiting for {}", thread.getName(), e);
                }
            }
        }
    }
}
