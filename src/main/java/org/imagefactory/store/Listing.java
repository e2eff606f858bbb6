package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;

/**
 * Reads many records: some at a time by several threads, and hands them out in order on the calling
 * one. Few are in memory at a time, however large they are.
 */
final class Listing {

    /** A batch has so many files at most, */
    private static final int MOST_FILES = 256;

    /** and not many more bytes than these, unless it is a single file. */
    private static final long MOST_BYTES = 4 << 20;

    /** So few are read on the calling thread. */
    private static final int FEW = 16;

    /** All listings of this process share these threads. */
    private static final class Readers {

        private static final int MOST = 4;

        static final ForkJoinPool POOL =
                new ForkJoinPool(Math.min(MOST, ForkJoinPool.getCommonPoolParallelism() + 1));

        private Readers() {}
    }

    private record Entry(Path file, ImageId id, long size) {}

    private final Warnings warnings;
    private final Consumer<ImageRecord> user;
    private final List<Entry> batch = new ArrayList<>();
    private long bytes;

    /**
     * @param user gets the records
     */
    Listing(Warnings warnings, Consumer<ImageRecord> user) {
        this.warnings = warnings;
        this.user = user;
    }

    /** Reads files in this order; what is no record is a warning. */
    void read(List<Path> files) {
        for (Path file : files) {
            entry(file).ifPresent(this::add);
        }
        flush();
    }

    private Optional<Entry> entry(Path file) {
        try {
            ImageId id =
                    ImageFiles.id(file.getFileName().toString(), ImageFiles.RECORD)
                            .orElseThrow(
                                    () -> new DamagedRecordException("its name is not a UUID"));
            return Optional.of(new Entry(file, id, RecordReader.size(file)));
        } catch (IOException e) {
            skip(file, e);
            return Optional.empty();
        }
    }

    private void add(Entry entry) {
        if (batch.size() >= MOST_FILES || bytes + entry.size() > MOST_BYTES) {
            flush();
        }
        batch.add(entry);
        bytes += entry.size();
    }

    private void flush() {
        if (batch.size() < FEW) {
            batch.forEach(entry -> record(entry).ifPresent(user));
        } else {
            Readers.POOL
                    .submit(() -> batch.parallelStream().map(this::record).toList())
                    .join()
                    .forEach(record -> record.ifPresent(user));
        }
        batch.clear();
        bytes = 0;
    }

    private Optional<ImageRecord> record(Entry entry) {
        try {
            return Optional.of(RecordReader.read(entry.file(), entry.id()));
        } catch (IOException e) {
            skip(entry.file(), e);
            return Optional.empty();
        }
    }

    private void skip(Path file, IOException e) {
        if (!(e instanceof NoSuchFileException)) { // which was deleted meanwhile
            warnings.about(file, e);
        }
    }
}
