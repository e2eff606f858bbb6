package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;
import org.imagefactory.tdl.TemplateRules;
import org.jspecify.annotations.Nullable;

/**
 * Makes images from templates, and deletes them: the door for command line and service. Safe for
 * threads.
 */
public final class TemplateFactory implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ImageStore store;
    private final Plugins plugins;
    private final Works works = new Works();
    private final Listeners listeners = new Listeners();
    private final Turns turns;
    private final Chains chains;
    private final Succession succession;
    private final Deletions deletions;
    private final Recovery recovery;
    private final Imports imports;
    private final Watch watch;
    private volatile boolean closed;

    /**
     * @param store may be used by other processes at the same time
     */
    public TemplateFactory(ImageStore store, Plugins plugins, LifecycleSettings settings) {
        this.store = store;
        this.plugins = plugins;
        WorkFolders folders = new WorkFolders(settings.workFolder());
        TemplateRules rules = new TemplateRules(settings.requireRootPassword());
        turns = new Turns(settings.localSessions(), settings.cloudSessions());
        chains = new Chains(store, plugins, listeners);
        succession =
                new Succession(
                        store,
                        works,
                        turns,
                        new Builder(store, plugins, rules, folders, listeners),
                        listeners);
        ProviderCopies providers = new ProviderCopies(plugins, folders);
        deletions = new Deletions(store, providers, works, listeners);
        recovery = new Recovery(store, plugins, providers, folders, listeners);
        imports = new Imports(store, folders, listeners);
        watch = new Watch(works, succession, PAUSE);
    }

    /**
     * Makes an image and those that it is made of. Returns when all of their records are there;
     * they are built in the background.
     *
     * @return the records as they were made, with status NEW: base image, target image, provider
     *     image, as far as they did not exist. The last is the one that was asked for
     * @throws NoSuchImageException the parent is unknown or of the wrong type; nothing was made
     * @throws BuildException the store cannot be written to, or this object is shut down; nothing
     *     is left
     * @throws InterruptedException the calling thread was interrupted; nothing is left
     */
    public List<ImageRecord> create(ImageRequest request)
            throws NoSuchImageException, BuildException, InterruptedException {
        return create(request, ImageId.random());
    }

    /**
     * The same with an identifier for the image that is asked for.
     *
     * @param id of no other image
     */
    public List<ImageRecord> create(ImageRequest request, ImageId id)
            throws NoSuchImageException, BuildException, InterruptedException {
        requireOpen();
        List<ImageWork> made = made(request, id);
        List<ImageRecord> records = made.stream().map(ImageWork::record).toList();
        made.forEach(works::add);
        if (closed) { // shut down meanwhile, without having seen these
            made.forEach(work -> work.fail("interrupted"));
        }
        made.forEach(work -> succession.begin(work, request));
        return records;
    }

    /**
     * Waits until nobody works on an image any more.
     *
     * @return its record then; of an image that was deleted meanwhile the last one
     * @throws NoSuchImageException there is none
     * @throws BuildException the store cannot be read
     */
    public ImageRecord await(ImageId id)
            throws NoSuchImageException, BuildException, InterruptedException {
        Optional<ImageRecord> end = worked(id);
        while (end.isEmpty()) {
            // Another process works on it, or nobody.
            ImageRecord record =
                    find(id).or(() -> works.last(id))
                            .orElseThrow(() -> new NoSuchImageException(id));
            if (record.status().isFinal() || !isWorkedOn(id)) {
                return find(id).or(() -> works.last(id)).orElse(record);
            }
            Thread.sleep(PAUSE.toMillis());
            end = worked(id);
        }
        return end.get();
    }

    /**
     * Makes a base image of a disk image. Returns when it is complete.
     *
     * @param image is not written to
     * @throws BuildException it cannot be made; nothing is left
     * @throws InterruptedException the calling thread was interrupted; nothing is left
     */
    public ImageRecord importBaseImage(
            Path image, Map<String, @Nullable Object> parameters, BaseImageImporter importer)
            throws BuildException, InterruptedException {
        requireOpen();
        try {
            return imports.run(image, parameters, importer);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Whether {@link #delete} will ask for credentials: of provider images whose plugin cannot do
     * without.
     *
     * @param target the kind of cloud, instead of the one in the record
     */
    public boolean deletingNeedsCredentials(ImageRecord record, Optional<String> target) {
        return deletions.needCredentials(record, target);
    }

    /**
     * Deletes an image: work on it is cancelled first, wherever it is going on; then a provider
     * image is deleted from its provider; then record and body go. What was made of it stays.
     * Returns at once; {@link #await} tells the end, DELETED or DELETEFAILED.
     *
     * @return its record now
     * @throws NoSuchImageException there is none
     * @throws MissingCredentialsException they are needed; nothing has changed
     * @throws BuildException the store cannot be written to, or this object is shut down
     */
    public ImageRecord delete(ImageId id, DeletionRequest request)
            throws NoSuchImageException,
                    MissingCredentialsException,
                    BuildException,
                    InterruptedException {
        requireOpen();
        ImageRecord record = find(id).orElseThrow(() -> new NoSuchImageException(id));
        if (request.credentials().isEmpty()
                && deletions.needCredentials(record, request.target())) {
            throw new MissingCredentialsException(id);
        }
        try {
            return deletions.delete(record, request);
        } catch (NoSuchFileException e) {
            throw new NoSuchImageException(id); // deleted meanwhile
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Ends the work on an image of this process: it becomes FAILED. Returns at once; of one that
     * nobody works on nothing changes.
     *
     * @param why the error in its record
     */
    public void cancel(ImageId id, String why) {
        works.find(id).ifPresent(work -> work.cancel(why));
    }

    /**
     * The record of an image.
     *
     * @throws BuildException the store cannot be read
     */
    public Optional<ImageRecord> find(ImageId id) throws BuildException {
        try {
            Optional<ImageRecord> owed = works.owed(id);
            return owed.isPresent() ? owed : store.find(id);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A number by which images that this object works on can be put in the order of arrival. */
    public Optional<Long> arrival(ImageId id) {
        return works.arrival(id);
    }

    /** Where the images are; listings are had there. */
    public ImageStore store() {
        return store;
    }

    public Plugins plugins() {
        return plugins;
    }

    /** From now on this one hears of all that happens in this process. */
    public void listen(LifecycleListener listener) {
        listeners.add(listener);
    }

    /**
     * Makes each image FAILED that a process worked on that has died, and removes what that left.
     * One that was to be deleted is deleted now, or DELETEFAILED where that takes credentials.
     * Images that a living process works on are left alone.
     *
     * @return how many there were
     * @throws BuildException the store cannot be read or written to
     */
    public int recover() throws BuildException, InterruptedException {
        try {
            return recovery.recover();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Takes no more requests and ends all work: images become FAILED. Returns when that is done or
     * the time is over.
     *
     * @param why the error in the records: {@code interrupted by a signal}
     */
    public void shutDown(String why, Duration limit) throws InterruptedException {
        closed = true;
        long begin = System.nanoTime();
        imports.shutDown();
        // All of a chain first, so that none fails because another was cancelled.
        works.all().forEach(work -> work.markCancelled(why));
        works.all().forEach(work -> work.cancel(why));
        CompletableFuture<?>[] ends =
                works.all().stream().map(ImageWork::end).toArray(CompletableFuture<?>[]::new);
        deletions.shutDown(why);
        try {
            CompletableFuture.allOf(ends).get(limit.toNanos(), TimeUnit.NANOSECONDS);
            imports.await(limit.minusNanos(System.nanoTime() - begin));
        } catch (TimeoutException e) {
            works.all().forEach(work -> work.fail(why)); // though its plugin goes on
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // they end with records
        }
    }

    /** Ends the threads of an object that has no more work. */
    @Override
    public void close() {
        closed = true;
        watch.close();
        works.giveUp();
        turns.close();
        deletions.close();
    }

    private void requireOpen() throws HostException {
        if (closed) {
            throw new HostException("this program is ending", "try again when it runs again");
        }
    }

    /** The end of what this process does with an image. */
    private Optional<ImageRecord> worked(ImageId id) throws InterruptedException {
        Optional<CompletableFuture<ImageRecord>> end =
                deletions.find(id).or(() -> works.find(id).map(ImageWork::end));
        try {
            return end.isEmpty() ? Optional.empty() : Optional.of(end.get().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // they end with records
        }
    }

    private List<ImageWork> made(ImageRequest request, ImageId id)
            throws NoSuchImageException, BuildException, InterruptedException {
        try {
            return chains.create(request, id);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private boolean isWorkedOn(ImageId id) throws HostException {
        try {
            return store.isWorkedOn(id);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private HostException failed(IOException e) {
        return new HostException(
                "the store %s cannot be read or written: %s"
                        .formatted(store.folder(), FileReason.of(e)),
                "look at its permissions and at the free space",
                e);
    }
}
