package org.imagefactory.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something of each record of a store, for who asks again and again: only records that have changed
 * meanwhile are read again. It is kept in memory, so it should be small. Safe for threads.
 */
public final class RecordIndex<T> {

    private final ImageStore store;
    private final Function<ImageRecord, T> wanted;
    private Map<Path, Entry<T>> known = Map.of();

    /** Records are replaced, never written over: another file has another key, and time. */
    private record Stamp(FileTime time, long size, @Nullable Object key) {}

    /** Of a file that is no record there is nothing. */
    private record Entry<T>(Stamp stamp, Optional<T> value) {}

    /**
     * @param wanted what is kept of a record; a large one has no template and no ICICLE
     */
    public RecordIndex(ImageStore store, Function<ImageRecord, T> wanted) {
        this.store = store;
        this.wanted = wanted;
    }

    /**
     * Of all records, by identifier, as the store is now.
     *
     * @throws IOException the folder cannot be read
     */
    public synchronized List<T> all() throws IOException {
        Map<Path, Entry<T>> now = new TreeMap<>();
        Map<Path, Stamp> changed = new HashMap<>();
        for (Path file : store.records()) {
            Optional<Stamp> stamp = stamp(file);
            Entry<T> before = known.get(file);
            if (before != null && stamp.equals(Optional.of(before.stamp()))) {
                now.put(file, before);
            } else {
                stamp.ifPresent(any -> changed.put(file, any));
            }
        }
        // A record that changes while it is read has another stamp the next time.
        changed.forEach((file, stamp) -> now.put(file, new Entry<>(stamp, Optional.empty())));
        store.readOutlines(
                changed.keySet().stream().sorted().toList(),
                record ->
                        now.computeIfPresent(
                                store.record(record.id()),
                                (file, entry) ->
                                        new Entry<>(
                                                entry.stamp(), Optional.of(wanted.apply(record)))));
        known = now;
        List<T> all = new ArrayList<>();
        now.values().forEach(entry -> entry.value().ifPresent(all::add));
        return all;
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
        } catch (IOException e) {
            return Optional.empty(); // deleted meanwhile
        }
    }
}
