package org.imagefactory.service;

import org.imagefactory.lifecycle.ImageChange;
import org.imagefactory.lifecycle.LifecycleListener;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of the service how images get on. */
final class BuildLog implements LifecycleListener {

    private static final Logger LOG = LoggerFactory.getLogger(BuildLog.class);

    @Override
    public void changed(ImageChange change) {
        ImageRecord record = change.record();
        if (change.ofStatus()) {
            LOG.info(
                    "{} {}: {}{}",
                    record.type().word(),
                    record.id(),
                    record.status(),
                    record.errorLine().map(error -> ": " + error).orElse(""));
        }
    }

    @Override
    public void logged(ImageId image, String line) {
        LOG.debug("{}: {}", image, line);
    }

    @Override
    public void crashed(ImageId image, Throwable bug) {
        LOG.error("image {}: a bug, please report it:", image, bug);
    }
}
