package org.imagefactory.netboot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagefactory.error.HostException;
import org.imagefactory.files.FolderLock;
import org.imagefactory.netboot.cache.CacheFolder;
import org.imagefactory.netboot.cache.CacheLock;
import org.imagefactory.netboot.cache.CacheSet;
import org.imagefactory.netboot.file.DiskErrors;
import org.imagefactory.report.BuildListener;

/** Removes from the cache of one image what no build will use. */
final class CacheSweep {

    private final CacheFolder folder;
    private final CacheUse use;

    CacheSweep(CacheFolder folder, CacheUse use) {
        this.folder = folder;
        this.use = use;
    }

    /**
     * @param dryRun change nothing
     * @return what goes
     */
    List<CacheRemoval> run(boolean dryRun, BuildListener listener)
            throws HostException, InterruptedException {
        try {
            if (dryRun) {
                return plan();
            }
            Optional<FolderLock> lock = CacheLock.tryAcquire(folder.path());
            if (lock.isEmpty()) {
                listener.note("a build uses %s, so it stays".formatted(folder.path()));
                return List.of();
            }
            FolderLock held = lock.get();
            try (held) {
                List<CacheRemoval> removals = plan();
                for (CacheRemoval removal : removals) {
                    listener.note("removing %s: %s".formatted(removal.path(), removal.why()));
                    remove(removal.path());
                }
                return removals;
            }
        } catch (IOException e) {
            throw DiskErrors.writing(folder.path(), e);
        }
    }

    private List<CacheRemoval> plan() throws HostException, IOException {
        if (use.isUnknown(folder.image())) {
            return List.of();
        }
        if (!use.hasImage(folder.image())) {
            return List.of(removal(folder.path(), "the configuration has no such image"));
        }
        List<CacheRemoval> removals = new ArrayList<>();
        Optional<CacheSet> set = folder.recorded();
        if (set.isPresent()
                && folder.path().equals(set.get().folder().getParent())
                && !use.needs(folder.image(), set.get())) {
            removals.add(removal(set.get().folder(), "the image has other sources now"));
        }
        for (Path path : folder.leftovers()) {
            removals.add(removal(path, "unfinished, or left by a crash"));
        }
        return removals;
    }

    private static CacheRemoval removal(Path path, String why) throws IOException {
        return new CacheRemoval(path, why, CacheFolder.sizeOf(path));
    }

    private void remove(Path path) throws IOException {
        if (path.equals(folder.path())) {
            folder.removeAll();
        } else {
            folder.remove(path);
        }
    }
}
