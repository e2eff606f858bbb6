package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.imagefactory.error.BuildException;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** Deletes images in the background. Safe for threads. */
final class Deletions {

    static final String WHY = "cancelled: the image is to be deleted";

    /** A build in another process ends sooner, or not at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int THREADS = 4;

    private final ImageStore store;
    private final ProviderCopies providers;
    private final Works works;
    private final Listeners listeners;
    private final Map<ImageId, Deletion> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor here = pool("deletion");

    /** Providers that do not answer hold up nobody but each other. */
    private final ThreadPoolExecutor away = pool("deletion from a provider");

    Deletions(ImageStore store, ProviderCopies providers, Works works, Listeners listeners) {
        this.store = store;
        this.providers = providers;
        this.works = works;
        this.listeners = listeners;
    }

    /** One that is not over. */
    Optional<CompletableFuture<ImageRecord>> find(ImageId id) {
        return Optional.ofNullable(running.get(id)).map(deletion -> deletion.end);
    }

    boolean needCredentials(ImageRecord record, Optional<String> target) {
        return providers.needCredentials(record, target);
    }

    /**
     * Begins with a deletion, unless there is one already.
     *
     * @param record of the image
     * @return the record as it is now
     */
    ImageRecord delete(ImageRecord record, DeletionRequest request)
            throws IOException, InterruptedException {
        Deletion deletion = new Deletion(record, request);
        Deletion other = running.putIfAbsent(record.id(), deletion);
        if (other != null) {
            return other.record();
        }
        boolean begun = false;
        try {
            deletion.begin();
            begun = true;
            return deletion.record();
        } finally {
            if (!begun) {
                running.remove(record.id());
            }
        }
    }

    /** All that are not over become DELETEFAILED. */
    void shutDown(String why) {
        running.values().forEach(deletion -> deletion.abort(why));
        here.shutdownNow();
        away.shutdownNow();
    }

    /** Takes no more; those that are under way go on. */
    void close() {
        here.shutdown();
        away.shutdown();
    }

    private static ThreadPoolExecutor pool(String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        work -> {
                            Thread thread = new Thread(work, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** One image that is deleted. */
    private final class Deletion {

        private final ImageRecord found;
        private final DeletionRequest request;
        private final CompletableFuture<ImageRecord> end = new CompletableFuture<>();
        private @Nullable ImageWork work;

        Deletion(ImageRecord found, DeletionRequest request) {
            this.found = found;
            this.request = request;
        }

        synchronized ImageRecord record() {
            return work == null ? found : work.record();
        }

        /** Whoever works on the image has to end that first. */
        void begin() throws IOException, InterruptedException {
            Optional<ImageWork> building = works.find(found.id());
            if (building.isPresent()) {
                building.get().cancelToDelete(WHY);
                var unused = building.get().end().thenAccept(built -> execute());
                return;
            }
            Optional<Claim> claim = store.claim(found.id());
            if (claim.isPresent()) {
                start(claim.get(), found);
            } else {
                store.requestCancel(found.id());
            }
            execute();
        }

        private void execute() {
            boolean provider = found.type() == ImageType.PROVIDER;
            (provider ? away : here).execute(this::run);
        }

        private synchronized ImageWork start(Claim claim, ImageRecord record) {
            List<CallbackAddress> callbacks = new ArrayList<>();
            callbacks.addAll(CallbackAddress.in(record.parameters()));
            callbacks.addAll(CallbackAddress.in(request.parameters()));
            ImageWork started =
                    new ImageWork(
                            claim,
                            record,
                            listeners,
                            Masking.of(request.credentials(), List.of()),
                            callbacks.stream().distinct().toList());
            var unused = started.end().thenAccept(this::over);
            work = started;
            started.update(
                    old -> old.withStatus(ImageStatus.DELETING).withActivity(Activities.DELETING));
            return started;
        }

        private void over(ImageRecord last) {
            works.remember(last);
            running.remove(last.id(), this);
            end.complete(last);
        }

        @SuppressWarnings("CatchingUnchecked")
        private void run() {
            try {
                ImageWork started = started();
                try {
                    providers.delete(started, request);
                    started.delete();
                } catch (BuildException e) {
                    started.failDeletion(Sentence.of(e));
                } catch (IOException e) {
                    started.failDeletion(Sentence.of(e, store));
                } catch (RuntimeException | LinkageError e) {
                    listeners.crashed(started.id(), e);
                    started.failDeletion(Sentence.ofBug(e));
                }
            } catch (NoSuchFileException e) {
                // Somebody else has deleted it.
                over(found.withStatus(ImageStatus.DELETED).withActivity(Activities.DELETED));
            } catch (IOException e) {
                giveUp(Sentence.of(e, store));
            } catch (InterruptedException e) {
                abort("interrupted");
            }
        }

        /** Waits until nobody else works on the image. */
        private ImageWork started() throws IOException, InterruptedException {
            synchronized (this) {
                if (work != null) {
                    return work;
                }
            }
            long begin = System.nanoTime();
            Optional<Claim> claim = store.claim(found.id());
            while (claim.isEmpty()) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IOException("another process works on the image and goes on with it");
                }
                claim = store.claim(found.id());
            }
            Optional<ImageRecord> now = store.find(found.id());
            if (now.isEmpty()) {
                claim.get().close();
                throw new NoSuchFileException(found.id().text());
            }
            return start(claim.get(), now.get());
        }

        /** The image is as it was: somebody else has it. */
        private void giveUp(String why) {
            over(found.withStatus(ImageStatus.DELETEFAILED).withError(Activities.NOT_DELETED, why));
        }

        private void abort(String why) {
            ImageWork started;
            synchronized (this) {
                started = work;
            }
            if (started == null) {
                giveUp(why);
            } else {
                started.failDeletion(why);
            }
        }
    }
}
