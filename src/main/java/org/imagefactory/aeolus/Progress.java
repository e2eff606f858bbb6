package org.imagefactory.aeolus;

import java.util.HashMap;
import java.util.Map;
import org.imagefactory.lifecycle.ImageChange;
import org.imagefactory.lifecycle.LifecycleListener;
import org.imagefactory.store.ImageId;
import org.imagefactory.store.ImageRecord;
import org.imagefactory.store.ImageStatus;
import org.imagefactory.terminal.Screen;
import org.imagefactory.terminal.StatusBoard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells on standard error how images get on: lines of the log, and a line at the bottom. */
final class Progress implements LifecycleListener {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final StatusBoard board;
    private final Map<ImageId, String> told = new HashMap<>();

    Progress(Screen screen) {
        board = new StatusBoard(screen);
    }

    @Override
    public void changed(ImageChange change) {
        ImageRecord record = change.record();
        if (isNews(record)) {
            LOG.info("{}: {}: {}", name(record), record.status(), record.activity());
        }
        boolean working = record.status() == ImageStatus.BUILDING;
        board.line(name(record))
                .status(working ? "%d %% %s".formatted(record.percent(), record.activity()) : "");
    }

    @Override
    public void logged(ImageId image, String line) {
        LOG.info("{}: {}", image, line);
    }

    @Override
    public void crashed(ImageId image, Throwable bug) {
        LOG.error("image {}: a bug, please report it:", image, bug);
    }

    /** A percentage is not worth a line. */
    private synchronized boolean isNews(ImageRecord record) {
        String state = record.status() + record.activity();
        return !state.equals(told.put(record.id(), state));
    }

    private static String name(ImageRecord record) {
        return record.type().word() + " " + record.id();
    }
}
