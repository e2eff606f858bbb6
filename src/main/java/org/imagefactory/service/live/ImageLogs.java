package org.imagefactory.service.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.imagefactory.lifecycle.ImageChange;
import org.imagefactory.lifecycle.LifecycleListener;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.store.ImageStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what images say while this process works on them, without secrets, beside their documents.
 */
final class ImageLogs implements LifecycleListener {

    private static final Logger LOG = LoggerFactory.getLogger(ImageLogs.class);

    private final Map<ImageId, LogFile> open = new ConcurrentHashMap<>();
    private final ImageStore store;
    private final Clock clock;

    ImageLogs(ImageStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Where the log of an image is, if it has one. */
    Path file(ImageId image) {
        return store.documents(image).resolve("build.log");
    }

    /** Whether this process works on an image. */
    boolean isOpen(ImageId image) {
        return open.containsKey(image);
    }

    @Override
    public void changed(ImageChange change) {
        ImageRecord record = change.record();
        LogFile log = open.computeIfAbsent(record.id(), id -> new LogFile(file(id), clock));
        if (record.status() == ImageStatus.NEW && change.ofStatus()) {
            begin(log);
        }
        if (change.ofStatus()) {
            log.add(record.status() + record.errorLine().map(error -> ": " + error).orElse(""));
        } else {
            log.addNews(record.activity());
        }
        if (record.status().isFinal()) {
            open.remove(record.id());
        }
    }

    private static void begin(LogFile log) {
        try {
            log.begin();
        } catch (IOException e) {
            LOG.warn("an image has no log: {}", e.toString());
        }
    }

    @Override
    public void logged(ImageId image, String line) {
        LogFile log = open.get(image);
        if (log != null) {
            log.add(line);
        }
    }
}
