package org.imagefactory.netboot.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Response;
import org.imagefactory.error.HostException;
import org.imagefactory.netboot.cache.PartFile;
import org.imagefactory.netboot.fetch.FetchException;
import org.imagefactory.netboot.fetch.FetchException.Kind;
import org.imagefactory.netboot.fetch.FetchJob;
import org.imagefactory.netboot.fetch.ProgressMeter;
import org.imagefactory.netboot.fetch.TransferWatch;
import org.imagefactory.netboot.file.DiskErrors;

/**
 * Puts the body of an answer into a part file. What is longer than it may be or than it was said to
 * be, and what fills the disk, does not stay there.
 */
final class HttpBody {

    private static final int CHUNK = 64 * 1024;

    private final FetchJob job;
    private final AtomicLong received;

    /**
     * @param received counts the bytes that come in
     */
    HttpBody(FetchJob job, AtomicLong received) {
        this.job = job;
        this.received = received;
    }

    /**
     * @param offset of its first byte in the file
     * @param total length of the whole file; negative if the server does not say
     */
    void store(Response response, long offset, long total)
            throws IOException, FetchException, HostException {
        ContentLength.check(response.headers("Content-Length"));
        PartFile part = job.part();
        requireAllowed(total);
        long room = part.room();
        if (total - offset > room) {
            part.discard();
            throw FetchException.noRoom(part.noSpace(total - offset, room));
        }
        long end = total >= 0 ? total : offset + most(room);
        ProgressMeter meter = new ProgressMeter(job.file(), job.listener(), total, offset);
        long length = copy(response, offset, end, total >= 0, meter);
        if (total >= 0 && length != total) {
            throw new FetchException(
                    Kind.TRANSIENT,
                    "the transfer ended after %d of %d bytes".formatted(length, total),
                    "try again later, or use another mirror");
        }
        meter.finish();
        job.listener().note("%s: %d bytes received".formatted(job.file(), length - offset));
    }

    /** A body without a known end must leave something for everybody else. */
    private static long most(long room) {
        return room / 10 * 9;
    }

    private long copy(
            Response response, long offset, long end, boolean announced, ProgressMeter meter)
            throws IOException, FetchException, HostException {
        byte[] buffer = new byte[CHUNK];
        long length = offset;
        try (InputStream in = response.body().byteStream();
                PartFile.Writer out = job.part().open(offset > 0)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                length += n;
                received.addAndGet(n);
                requireAllowed(length);
                if (length > end) {
                    job.part().discard();
                    throw tooLong(announced, end);
                }
                write(out, buffer, n, announced);
                meter.add(n);
            }
            out.sync();
        }
        return length;
    }

    private void write(PartFile.Writer out, byte[] buffer, int n, boolean announced)
            throws FetchException, HostException {
        try {
            out.write(buffer, n);
        } catch (HostException e) {
            if (!DiskErrors.isFull(job.part().path(), e)) {
                throw e;
            }
            job.part().discard();
            throw announced ? FetchException.noRoom(e) : tooLong(false, job.part().room());
        }
    }

    private static FetchException tooLong(boolean announced, long end) {
        return new FetchException(
                Kind.FINAL,
                announced
                        ? "more than the %d bytes came in that the server announced".formatted(end)
                        : ("the server does not say how long it is, and more than %d bytes came in:"
                                        + " most of the free space")
                                .formatted(end),
                "use another mirror");
    }

    /** What has no end must not fill the disk, nor what is something else. */
    private void requireAllowed(long bytes) throws FetchException, HostException {
        long longest = job.file().role().longest();
        if (bytes > longest) {
            job.part().discard();
            throw TransferWatch.tooLarge(longest);
        }
    }
}
