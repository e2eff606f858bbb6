package org.imagefactory.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.error.BuildException;
import org.imagefactory.lifecycle.BaseImageImporter.ImportJob;
import org.imagefactory.lifecycle.BaseImageImporter.Imported;
import org.imagefactory.store.Claim;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.imagefactory.store.ImageType;
import org.jspecify.annotations.Nullable;

/** Makes base images of disk images, on the calling threads. Safe for threads. */
final class Imports {

    private final ImageStore store;
    private final WorkFolders folders;
    private final Listeners listeners;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Imports(ImageStore store, WorkFolders folders, Listeners listeners) {
        this.store = store;
        this.folders = folders;
        this.listeners = listeners;
    }

    /** There is a record when all is done, and nothing at all before. */
    ImageRecord run(
            Path image, Map<String, @Nullable Object> parameters, BaseImageImporter importer)
            throws BuildException, IOException, InterruptedException {
        ImageId id = ImageId.random();
        threads.add(Thread.currentThread());
        try (Claim claim = store.reserve(id)) {
            Path folder = folders.make(id);
            try {
                Imported made =
                        importer.importImage(
                                new ImportJob(
                                        image,
                                        claim.body(),
                                        folder,
                                        parameters,
                                        line -> listeners.logged(id, line)));
                ImageRecord record = record(id, made, parameters);
                claim.keepBody();
                claim.write(record);
                listeners.changed(
                        new ImageChange(record, true, CallbackAddress.in(record.parameters())));
                return record;
            } finally {
                folders.remove(id);
            }
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    /** All end. */
    void shutDown() {
        threads.forEach(Thread::interrupt);
    }

    /** Waits until all have ended, or the time is over. */
    void await(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        while (!threads.isEmpty() && System.nanoTime() - begin < limit.toNanos()) {
            Thread.sleep(20);
        }
    }

    private static ImageRecord record(
            ImageId id, Imported made, Map<String, @Nullable Object> parameters) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(made.parameters());
        all.putAll(parameters);
        return ImageRecord.create(
                        id, ImageType.BASE, Optional.of(made.template()), Optional.empty(), all)
                .withIcicle(made.icicle().orElse(null))
                .withStatus(ImageStatus.COMPLETE)
                .withPercent(100)
                .withActivity(Activities.complete(ImageType.BASE));
    }
}
