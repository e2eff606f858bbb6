package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.plugin.Plugins;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;
import org.imagefactory.tdl.InvalidTemplateException;
import org.imagefactory.tdl.Template;
import org.imagefactory.tdl.TemplateReader;
import org.imagefactory.tdl.TemplateRules;

/** Looks after images that processes worked on that have died. */
final class Recovery {

    private static final String WHY = "interrupted by restart";

    private final ImageStore store;
    private final Plugins plugins;
    private final ProviderCopies providers;
    private final WorkFolders folders;
    private final Listeners listeners;

    Recovery(
            ImageStore store,
            Plugins plugins,
            ProviderCopies providers,
            WorkFolders folders,
            Listeners listeners) {
        this.store = store;
        this.plugins = plugins;
        this.providers = providers;
        this.folders = folders;
        this.listeners = listeners;
    }

    /**
     * @return how many there were
     */
    int recover() throws IOException, InterruptedException {
        List<ImageId> unfinished =
                store.list(
                        record ->
                                isUnfinished(record) ? Optional.of(record.id()) : Optional.empty());
        int count = 0;
        for (ImageId id : unfinished) {
            // Quick where somebody lives; the claim decides.
            if (!store.isWorkedOn(id) && recover(id)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isUnfinished(ImageRecord record) {
        return !record.status().isFinal() || isToGo(record);
    }

    /** Whether somebody was told that the image is deleted, before or after its build ended. */
    private static boolean isToGo(ImageRecord record) {
        return record.status() == ImageStatus.DELETING
                || (!record.status().isFinal() && record.activity().equals(Activities.DELETING))
                || (record.status() == ImageStatus.FAILED
                        && record.error().equals(Optional.of(Deletions.WHY)));
    }

    private boolean recover(ImageId id) throws InterruptedException {
        try {
            Optional<Claim> claim = store.claim(id);
            return claim.isPresent() && recover(claim.get());
        } catch (NoSuchFileException e) {
            return false; // deleted meanwhile
        } catch (IOException e) {
            listeners.logged(
                    id, "the interrupted work cannot be looked after: " + Sentence.of(e, store));
            return false;
        }
    }

    private boolean recover(Claim claim) throws IOException, InterruptedException {
        Optional<ImageRecord> record = store.find(claim.id()).filter(Recovery::isUnfinished);
        if (record.isEmpty()) {
            claim.close();
            return false;
        }
        ImageWork work =
                new ImageWork(
                        claim,
                        record.get(),
                        listeners,
                        Masking.of(Optional.empty(), List.of()),
                        CallbackAddress.in(record.get().parameters()));
        boolean deleting = record.get().status() == ImageStatus.DELETING;
        try {
            if (!deleting && !record.get().status().isFinal()) {
                cleanUp(work);
            }
            if (isToGo(record.get())) {
                delete(work);
            }
        } finally {
            if (deleting) {
                work.failDeletion(WHY);
            } else {
                work.fail(WHY);
            }
        }
        return true;
    }

    /** What was begun is finished, unless that takes what only the one had who asked for it. */
    private void delete(ImageWork work) throws InterruptedException {
        try {
            if (ProviderCopies.isPushed(work.record())
                    && providers.needCredentials(work.record(), Optional.empty())) {
                work.failDeletion(WHY + "; delete the image again, with credentials");
                return;
            }
            providers.delete(work, DeletionRequest.PLAIN);
            work.delete();
        } catch (BuildException e) {
            work.failDeletion(WHY + ": " + Sentence.of(e));
        } catch (IOException e) {
            work.failDeletion(WHY + ": " + Sentence.of(e, store));
        }
    }

    /** What cannot be removed is told, and the image is FAILED all the same. */
    private void cleanUp(ImageWork work) throws InterruptedException {
        ImageRecord record = work.record();
        try {
            folders.requireOwn();
            if (record.type() != ImageType.PROVIDER && record.template().isPresent()) {
                Template template =
                        TemplateReader.read(record.template().get(), TemplateRules.PLAIN);
                plugins.os(template.os().name(), template.os().version(), template.os().arch())
                        .removeLeftovers(record.id().text(), folders.of(record.id()));
            }
            folders.remove(record.id());
            if (record.type() == ImageType.PROVIDER && !record.properties().isEmpty()) {
                removeFromProvider(work); // a push that said nothing made nothing
            }
        } catch (InvalidTemplateException e) {
            // Nothing was built then.
        } catch (BuildException e) {
            work.log("what the interrupted work left behind is still there: " + Sentence.of(e));
        } catch (IOException e) {
            work.log(
                    "what the interrupted work left behind is still there: "
                            + Sentence.of(e, store));
        }
    }

    private void removeFromProvider(ImageWork work)
            throws BuildException, IOException, InterruptedException {
        Path folder = folders.make(work.id());
        try {
            plugins.cloud(work.record().target().orElse(""))
                    .removeLeftovers(new DeletingJob(work, folder, DeletionRequest.PLAIN));
        } finally {
            folders.remove(work.id());
        }
    }
}
