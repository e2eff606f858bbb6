package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads many records: some at a time by several threads, and hands them out in order on the calling
 * one, while the next are read. Few are in memory at a time, however large they are.
 */
final class Listing {

    /** A batch has so many files, */
    private static final int FILES = 64;

    /**
     * of which no more than these bytes are in memory; the others are read when their turn comes.
     */
    private static final long MOST_BYTES = 2 << 20;

    /** So few are read on the calling thread. */
    private static final int FEW = 16;

    /** All listings of this process share these threads. */
    private static final class Readers {

        private static final int MOST = 4;

        static final ForkJoinPool POOL =
                new ForkJoinPool(Math.min(MOST, ForkJoinPool.getCommonPoolParallelism() + 1));

        private Readers() {}
    }

    /** Records that are read, or will be by whoever asks for them. */
    private interface Batch extends Supplier<List<Supplier<Optional<ImageRecord>>>> {}

    private final Warnings warnings;
    private final Set<String> without;
    private final Consumer<ImageRecord> user;

    /**
     * @param without fields that large records are read without
     * @param user gets the records
     */
    Listing(Warnings warnings, Set<String> without, Consumer<ImageRecord> user) {
        this.warnings = warnings;
        this.without = without;
        this.user = user;
    }

    /** Reads files in this order; what is no record is a warning. */
    void read(List<Path> files) {
        Batch before = List::of;
        for (int from = 0; from < files.size(); from += FILES) {
            Batch next = batch(files.subList(from, Math.min(from + FILES, files.size())));
            use(before);
            before = next;
        }
        use(before);
    }

    private void use(Batch batch) {
        batch.get().forEach(record -> record.get().ifPresent(user));
    }

    private Batch batch(List<Path> files) {
        if (files.size() < FEW) {
            return () -> files.stream().map(this::later).toList();
        }
        AtomicLong room = new AtomicLong(MOST_BYTES);
        ForkJoinTask<List<Supplier<Optional<ImageRecord>>>> reading =
                Readers.POOL.submit(
                        () -> files.parallelStream().map(file -> record(file, room)).toList());
        return reading::join;
    }

    private Supplier<Optional<ImageRecord>> later(Path file) {
        return () -> record(file, new AtomicLong(Long.MAX_VALUE)).get();
    }

    /**
     * @param room for so many bytes; what does not fit is read later
     */
    private Supplier<Optional<ImageRecord>> record(Path file, AtomicLong room) {
        try {
            long size = RecordReader.size(file);
            if (room.addAndGet(-size) < 0) {
                room.addAndGet(size);
                return later(file);
            }
            ImageId id =
                    ImageFiles.id(file.getFileName().toString(), ImageFiles.RECORD)
                            .orElseThrow(
                                    () -> new DamagedRecordException("its name is not a UUID"));
            Optional<ImageRecord> record = Optional.of(RecordReader.read(file, id, without));
            return () -> record;
        } catch (NoSuchFileException e) {
            return Optional::empty; // deleted meanwhile
        } catch (IOException e) {
            warnings.about(file, e);
            return Optional::empty;
        } catch (OutOfMemoryError e) {
            // Of one record: the others shall not suffer for it.
            warnings.about(
                    file,
                    new DamagedRecordException(
                            "it takes more memory than this program has; give it more:"
                                    + " IMAGE_FACTORY_HEAP=512m"));
            return Optional::empty;
        }
    }
}
