package org.imagefactory.build;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.imagefactory.error.ExitStatus;

/**
 * Whether one build is to end before it is done. Known from the first moment on, while the thread
 * of the build may be interrupted a little later: what fails in between is no failure.
 */
public final class Cancellation {

    private final AtomicReference<ExitStatus> own = new AtomicReference<>();
    private final Supplier<Optional<ExitStatus>> common;

    /** Of a build that nothing but {@link #request} and an interrupt of its thread cancel. */
    public Cancellation() {
        this(Optional::empty);
    }

    /**
     * @param common tells whether all builds are to end, and with which status
     */
    public Cancellation(Supplier<Optional<ExitStatus>> common) {
        this.common = common;
    }

    /**
     * The build is to end.
     *
     * @param status that it ends with; the first one counts
     */
    public void request(ExitStatus status) {
        own.compareAndSet(null, status);
    }

    /** Whether the build is to end. */
    public boolean isRequested() {
        return requested().isPresent();
    }

    /** The status of a build that was cancelled; that of an interrupt if nobody gave another. */
    public ExitStatus status() {
        return requested().orElse(ExitStatus.INTERRUPTED);
    }

    private Optional<ExitStatus> requested() {
        return Optional.ofNullable(own.get()).or(common);
    }
}
