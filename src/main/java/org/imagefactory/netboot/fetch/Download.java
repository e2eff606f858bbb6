package org.imagefactory.netboot.fetch;

import java.io.IOException;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.CachedFile;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.file.BootContent;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.netboot.file.RemoteFile;
import org.imagefactory.report.BuildListener;
import org.jspecify.annotations.Nullable;

/** Brings one file up to date, with retries, and makes sure that it can be what it should be. */
public final class Download {

    private final Fetcher fetcher;
    private final RetryPolicy retry;
    private final BuildListener listener;

    public Download(Fetcher fetcher, RetryPolicy retry, BuildListener listener) {
        this.fetcher = fetcher;
        this.retry = retry;
        this.listener = listener;
    }

    /**
     * @param current valid file of the cache, from the same source; empty if there is none
     * @return the current version: the valid file, or a finished part file
     */
    public CachedFile run(RemoteFile file, Optional<CachedFile> current, PartFile part)
            throws FetchException, HostException, InterruptedException {
        part.keepOnlyIfSameSource();
        Deadline deadline = Deadline.in(fetcher.limits().pace().limit(file.role()));
        return new Retrier(retry, deadline, listener)
                .run(file, () -> attempt(file, current, part, deadline));
    }

    private CachedFile attempt(
            RemoteFile file, Optional<CachedFile> current, PartFile part, Deadline deadline)
            throws FetchException, HostException, InterruptedException {
        // A finished part is newer than the valid file: its partner failed after it.
        @Nullable CachedFile known = part.finished().or(() -> current).orElse(null);
        Fetcher.Outcome outcome =
                fetcher.fetch(new FetchJob(file, known, part, deadline, listener));
        if (outcome == Fetcher.Outcome.UNCHANGED && known != null) {
            return known;
        }
        checkContent(file, part);
        return part.finish();
    }

    private static void checkContent(RemoteFile file, PartFile part)
            throws FetchException, HostException {
        Optional<BootContent.Finding> finding;
        try {
            finding = BootContent.check(file.role(), part.path());
        } catch (IOException e) {
            throw DiskErrors.writing(part.path(), e);
        }
        if (finding.isPresent()) {
            part.discard();
            throw new FetchException(
                    Kind.FINAL,
                    "what the server sent is no use: " + finding.get().problem(),
                    "look at the URL with a browser: a wrong path, a log-in page or a proxy's error"
                            + " page may be in the way");
        }
    }
}
