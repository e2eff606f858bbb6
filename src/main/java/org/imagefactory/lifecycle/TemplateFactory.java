package org.imagefactory.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes images from templates, and deletes them: the door for command line and service. Safe for
 * threads.
 */
@SuppressWarnings("DoNotCallSuggester") // until it does something
public final class TemplateFactory implements AutoCloseable {

    private final ImageStore store;
    private final Plugins plugins;

    /**
     * @param store may be used by other processes at the same time
     */
    public TemplateFactory(ImageStore store, Plugins plugins, LifecycleSettings settings) {
        this.store = store;
        this.plugins = plugins;
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
        throw new UnsupportedOperationException("soon");
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
        throw new UnsupportedOperationException("soon");
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
        throw new UnsupportedOperationException("soon");
    }

    /**
     * Whether {@link #delete} will ask for credentials: of provider images whose plugin cannot do
     * without.
     *
     * @param target the kind of cloud, instead of the one in the record
     */
    public boolean deletingNeedsCredentials(ImageRecord record, Optional<String> target) {
        throw new UnsupportedOperationException("soon");
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
        throw new UnsupportedOperationException("soon");
    }

    /**
     * Ends the work on an image of this process: it becomes FAILED. Returns at once; of one that
     * nobody works on nothing changes.
     *
     * @param why the error in its record
     */
    public void cancel(ImageId id, String why) {
        throw new UnsupportedOperationException("soon");
    }

    /**
     * The record of an image.
     *
     * @throws BuildException the store cannot be read
     */
    public Optional<ImageRecord> find(ImageId id) throws BuildException {
        throw new UnsupportedOperationException("soon");
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
        throw new UnsupportedOperationException("soon");
    }

    /**
     * Makes each image FAILED that a process worked on that has died, and removes what that left.
     * Images that a living process works on are left alone.
     *
     * @return how many there were
     * @throws BuildException the store cannot be read or written to
     */
    public int recover() throws BuildException, InterruptedException {
        throw new UnsupportedOperationException("soon");
    }

    /**
     * Takes no more requests and ends all work: images become FAILED. Returns when that is done or
     * the time is over.
     *
     * @param why the error in the records: {@code interrupted by a signal}
     */
    public void shutDown(String why, Duration limit) throws InterruptedException {
        throw new UnsupportedOperationException("soon");
    }

    /** Ends the threads of an object that has no more work. */
    @Override
    public void close() {}
}
