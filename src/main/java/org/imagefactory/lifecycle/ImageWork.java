package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/**
 * One image while this process works on it: its claim, its record, and whether it is to end. Each
 * change is written, then told. Safe for threads.
 */
final class ImageWork {

    private final Claim claim;
    private final Listeners listeners;
    private volatile Masking masking;
    private final List<CallbackAddress> callbacks;
    private final CompletableFuture<ImageRecord> end = new CompletableFuture<>();
    private ImageRecord record;
    private @Nullable String cancelled;
    private @Nullable Runnable stop;
    private boolean over;
    private boolean unwritten;
    private boolean owed;

    /**
     * @param record as it is written
     * @param masking for what is told about the work
     */
    ImageWork(
            Claim claim,
            ImageRecord record,
            Listeners listeners,
            Masking masking,
            List<CallbackAddress> callbacks) {
        this.claim = claim;
        this.record = record;
        this.listeners = listeners;
        this.masking = masking;
        this.callbacks = callbacks;
    }

    ImageId id() {
        return claim.id();
    }

    ImageType type() {
        return record().type();
    }

    Claim claim() {
        return claim;
    }

    synchronized ImageRecord record() {
        return record;
    }

    /** Comes when nobody works on the image any more; the claim is given back by then. */
    CompletableFuture<ImageRecord> end() {
        return end;
    }

    /** Why it is to end before it is done. */
    synchronized Optional<String> cancelled() {
        return Optional.ofNullable(cancelled);
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Tells of the image as it is. */
    synchronized void tell() {
        listeners.changed(new ImageChange(record, true, callbacks));
    }

    /** From now on this is masked in what is told. */
    void hide(Masking secrets) {
        masking = secrets;
    }

    void log(String line) {
        listeners.logged(id(), masking.mask(line));
    }

    /** Changes the record of work that is not over. */
    synchronized void update(UnaryOperator<ImageRecord> change) {
        if (!over) {
            save(change.apply(record));
        }
    }

    /**
     * Tells how far the work is, unless it is to end; the percentage never falls, and 100 is for
     * what is complete.
     */
    void progress(String activity, double fraction) {
        int percent = (int) Math.floor(Math.max(0, Math.min(1, fraction)) * 100);
        String shown = masking.mask(activity);
        update(
                old ->
                        cancelled != null
                                ? old
                                : old.withActivity(shown)
                                        .withPercent(
                                                Math.max(old.percent(), Math.min(99, percent))));
    }

    /**
     * Begins to wait for a turn, or to work.
     *
     * @param submit gives what ends that, which leads to {@link #fail} in the end
     * @return whether it was not cancelled before
     */
    synchronized boolean begin(Supplier<Runnable> submit) {
        if (over || cancelled != null) {
            return false;
        }
        stop = submit.get();
        return true;
    }

    /**
     * The work is to end. Returns at once.
     *
     * @param why the error in the record; the first one counts
     */
    void cancel(String why) {
        markCancelled(why);
        Runnable stopping;
        synchronized (this) {
            if (over) {
                return;
            }
            stopping = stop;
        }
        if (stopping == null) {
            fail(why);
        } else {
            stopping.run();
        }
    }

    /** The same for an image that goes afterwards: the next start knows that, whatever happens. */
    void cancelToDelete(String why) {
        synchronized (this) {
            markCancelled(why);
            update(old -> old.withActivity(Activities.DELETING));
        }
        cancel(why);
    }

    /** Whatever ends the work from now on, this is why. */
    synchronized void markCancelled(String why) {
        cancelled = cancelled == null ? why : cancelled;
    }

    /** The image is as it should be, unless it was cancelled in the last moment. */
    void complete(UnaryOperator<ImageRecord> last) throws IOException {
        claim.keepBody();
        String why;
        synchronized (this) {
            why = cancelled;
            if (why == null && !over) {
                ImageRecord done =
                        last.apply(record)
                                .withStatus(ImageStatus.COMPLETE)
                                .withPercent(100)
                                .withActivity(Activities.complete(record.type()));
                claim.write(done);
                record = done;
                over = true;
                tell();
            }
        }
        if (why != null) {
            fail(why);
        } else {
            finish();
        }
    }

    /** Something went wrong, or the work was cancelled, which explains whatever went wrong. */
    void fail(String error) {
        fail(ImageStatus.FAILED, Activities::failed, error);
    }

    /** The same of a deletion. */
    void failDeletion(String error) {
        fail(ImageStatus.DELETEFAILED, type -> Activities.NOT_DELETED, error);
    }

    /** Removes the image's files; the image is no more. */
    void delete() throws IOException {
        synchronized (this) {
            if (over) {
                return;
            }
            claim.delete();
            record = record.withStatus(ImageStatus.DELETED).withActivity(Activities.DELETED);
            over = true;
            unwritten = true;
            tell();
        }
        finish();
    }

    /** Whether the record at the end is nowhere but here. */
    synchronized boolean isUnwritten() {
        return unwritten;
    }

    private void fail(ImageStatus status, Function<ImageType, String> activity, String error) {
        synchronized (this) {
            if (over) {
                return;
            }
            String why = masking.mask(cancelled == null ? error : cancelled);
            if (record.status() != ImageStatus.DELETING) {
                empty(); // nothing whole was ever in it
            }
            save(record.withStatus(status).withError(activity.apply(record.type()), why));
            over = true;
            owed = unwritten;
        }
        finish();
    }

    /** Whether the end is not written, for want of space perhaps; {@link #settle} tries again. */
    synchronized boolean isOwed() {
        return owed;
    }

    /**
     * Writes the end if that was not possible before, and gives the image back then.
     *
     * @return whether nothing is owed any more
     */
    synchronized boolean settle() {
        if (owed) {
            try {
                claim.write(record);
            } catch (NoSuchFileException e) {
                // Somebody has removed the image, so that there is nothing to tell.
            } catch (IOException e) {
                return false;
            }
            owed = false;
            unwritten = false;
            claim.close();
        }
        return true;
    }

    /** Gives the image back though its end is not written; the next start finds it unfinished. */
    synchronized void giveUp() {
        if (!settle()) {
            claim.close();
        }
    }

    private void empty() {
        try {
            claim.emptyBody();
        } catch (IOException e) {
            log("the body of the failed image cannot be emptied: " + e.getMessage());
        }
    }

    private void finish() {
        if (!isOwed()) {
            claim.close();
        }
        end.complete(record());
    }

    /** What cannot be written is told all the same; the next start finds the work unfinished. */
    private void save(ImageRecord next) {
        if (next.equals(record)) {
            return;
        }
        boolean ofStatus = next.status() != record.status();
        record = next;
        try {
            claim.write(next);
            unwritten = false;
        } catch (IOException e) {
            unwritten = true;
            log("the record of the image cannot be written: " + e.getMessage());
        }
        listeners.changed(new ImageChange(next, ofStatus, callbacks));
    }
}
