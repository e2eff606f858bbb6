package org.imagefactory.netboot.fetch;

import java.time.Clock;
import java.util.OptionalInt;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.report.BuildListener;

/** Tells how far a download is, but not more than a few times a second. */
public final class ProgressMeter {

    private static final long INTERVAL_MILLIS = 300;
    private static final Clock CLOCK = Clock.systemUTC();

    private final String phase;
    private final BuildListener listener;
    private final long total;
    private long done;
    private long lastTold;

    /**
     * @param total length of the whole file in bytes; negative if unknown
     * @param done bytes that are there already
     */
    public ProgressMeter(RemoteFile file, BuildListener listener, long total, long done) {
        phase = "downloading " + file.role().key();
        this.listener = listener;
        this.total = total;
        this.done = done;
        tell();
    }

    public void add(int bytes) {
        done += bytes;
        if (Math.abs(CLOCK.millis() - lastTold) >= INTERVAL_MILLIS) {
            tell();
        }
    }

    public void finish() {
        tell();
    }

    private void tell() {
        lastTold = CLOCK.millis();
        listener.progress(
                phase,
                total > 0
                        ? OptionalInt.of((int) Math.min(100, done * 100 / total))
                        : OptionalInt.empty());
    }
}
