package org.imagefactory.terminal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imagefactory.files.Ownership;
import org.jspecify.annotations.Nullable;

/**
 * The log files of a run. Several builds may share a file. What a file holds from earlier runs is
 * replaced when the first build of this run opens it; but a file that another process writes is
 * left alone, for its build goes on while this one will find out that it cannot.
 */
final class LogFiles {

    private final Map<Path, Shared> open = new HashMap<>();
    private final Set<Path> begun = new HashSet<>();

    /** An open file. */
    interface LogFile extends AutoCloseable {

        /** Appends text. */
        void write(String text);

        /** No more of this build. */
        @Override
        void close() throws IOException;
    }

    /**
     * @return empty if another process writes to the file
     * @throws IOException the file cannot be written to
     */
    synchronized Optional<LogFile> open(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            // The links in /dev are root's.
            Ownership.requireTrusted(file);
        }
        Path key = realPath(file);
        Shared shared = open.get(key);
        if (shared == null) {
            Optional<FileOutputStream> stream = begin(key);
            if (stream.isEmpty()) {
                return Optional.empty();
            }
            shared = new Shared(key, stream.get());
            open.put(key, shared);
            begun.add(key);
        }
        shared.users++;
        return Optional.of(shared);
    }

    private Optional<FileOutputStream> begin(Path file) throws IOException {
        // Not a channel: the interrupt of a build would close it.
        FileOutputStream stream = new FileOutputStream(file.toFile(), true);
        boolean keep = false;
        try {
            // Not a terminal or a pipe, which many may write to.
            if (Files.isRegularFile(file)) {
                if (!tryLock(stream)) {
                    return Optional.empty();
                }
                if (!begun.contains(file)) {
                    stream.getChannel().truncate(0);
                }
            }
            keep = true;
            return Optional.of(stream);
        } finally {
            if (!keep) {
                stream.close();
            }
        }
    }

    private static boolean tryLock(FileOutputStream stream) {
        try {
            @Nullable FileLock lock = stream.getChannel().tryLock();
            return lock != null;
        } catch (IOException e) {
            return true; // a file system without locks
        }
    }

    private static Path realPath(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path parent = file.getParent();
        return parent == null
                ? file
                : parent.toRealPath().resolve(String.valueOf(file.getFileName()));
    }

    /** What the builds that share a file see of it. */
    private final class Shared implements LogFile {

        private final Path key;
        private final FileOutputStream stream;
        private int users;

        Shared(Path key, FileOutputStream stream) {
            this.key = key;
            this.stream = stream;
        }

        @Override
        public void write(String text) {
            try {
                stream.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (LogFiles.this) {
                users--;
                if (users == 0) {
                    open.remove(key);
                    stream.close();
                }
            }
        }
    }
}
