package org.imagefactory.service.rest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.imagefactory.spec.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of images. Of a small one at once; of a large one as soon as it is known, for which it is
 * read through once in the background.
 */
final class Digests implements AutoCloseable {

    private static final long SMALL = 16 << 20;
    private static final int MOST = 1000;

    private record State(long size, FileTime time) {}

    private record Known(State state, Optional<Sha256> digest) {}

    private final Map<Path, Known> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
                    return size() > MOST;
                }
            };
    private final ExecutorService background =
            new ThreadPoolExecutor(
                    0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST), Digests::thread);

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "digests");
        thread.setDaemon(true);
        return thread;
    }

    /** The fields of an answer that tell it; none while it is not known. */
    Map<String, String> headers(Path file, BasicFileAttributes attributes) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<Sha256> digest = find(file, attributes);
        if (digest.isPresent()) {
            String base64 = Base64.getEncoder().encodeToString(digest.get().bytes());
            headers.put("Repr-Digest", "sha-256=:" + base64 + ":");
            headers.put("Digest", "sha-256=" + base64);
            headers.put("X-Checksum-SHA256", digest.get().hex());
        }
        return headers;
    }

    /** Empty while it is not known. */
    Optional<Sha256> find(Path file, BasicFileAttributes attributes) throws IOException {
        State state = new State(attributes.size(), attributes.lastModifiedTime());
        synchronized (known) {
            @Nullable Known before = known.get(file);
            if (before != null && before.state().equals(state)) {
                return before.digest();
            }
            known.put(file, new Known(state, Optional.empty()));
        }
        if (attributes.size() <= SMALL) {
            return Optional.of(compute(file, state));
        }
        try {
            background.execute(() -> computeLater(file, state));
        } catch (RejectedExecutionException e) {
            forget(file);
        }
        return Optional.empty();
    }

    private void computeLater(Path file, State state) {
        try {
            compute(file, state);
        } catch (IOException e) {
            forget(file);
        }
    }

    private void forget(Path file) {
        synchronized (known) {
            known.remove(file);
        }
    }

    private Sha256 compute(Path file, State state) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            MessageDigest digest = Sha256.newDigest();
            byte[] buffer = new byte[1 << 18];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("the service ends");
                }
                digest.update(buffer, 0, n);
            }
            Sha256 found = Sha256.ofBytes(digest.digest());
            synchronized (known) {
                known.put(file, new Known(state, Optional.of(found)));
            }
            return found;
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
